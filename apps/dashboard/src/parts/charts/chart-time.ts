const DAY_MS = 24 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formats.set(key, known);
  return known;
}

/**
 * An instant at the axis of a chart, as short as its neighbours allow: `14:30`, at midnight and between days `26 Nov`.
 *
 * @param step to the next one, milliseconds
 */
export function axisTime(at: number, step: number, zone: string): string {
  const time = format(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
  if (step >= DAY_MS || time === '00:00') return format(zone, { day: 'numeric', month: 'short' }).format(at);
  return time;
}

/** A bucket of a chart or its table: `26 Nov`, or `26 Nov, 14:00`. @param length of the buckets, milliseconds */
export function bucketTime(at: number, length: number, zone: string): string {
  const day: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
  if (length >= DAY_MS) return format(zone, day).format(at);
  return format(zone, { ...day, hour: '2-digit', minute: '2-digit' }).format(at);
}
