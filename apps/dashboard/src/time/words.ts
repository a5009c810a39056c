const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time, short: `38 ms`, `4.2 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. @param ms milliseconds */
export function duration(ms: number): string {
  if (ms < 0) return `−${duration(-ms)}`;
  if (ms < 10) return `${trimmed(ms, 1)} ms`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${trimmed(ms / SECOND, 1)} s`;
  const whole = Math.round(ms / SECOND) * SECOND;
  if (whole < MINUTE) return `${whole / SECOND} s`;
  if (whole < HOUR) return two(whole, MINUTE, 'min', SECOND, 's');
  if (whole < DAY) return two(whole, HOUR, 'h', MINUTE, 'min');
  return two(whole, DAY, 'd', HOUR, 'h');
}

function two(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  const first = `${Math.floor(ms / big)} ${bigName}`;
  return rest === 0 ? first : `${first} ${rest} ${smallName}`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

/** How long ago, or in how long, in one unit: `now`, `12 s ago`, `in 4 min`. */
export function fromNow(instant: number, now: number): string {
  const away = Math.abs(instant - now);
  if (away < SECOND) return 'now';
  const units = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ] as const;
  const [unit, name] = units.find(([unit]) => away >= unit) ?? units[3];
  const text = `${Math.floor(away / unit)} ${name}`;
  return instant > now ? `in ${text}` : `${text} ago`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formats.get(key) ?? new Intl.DateTimeFormat('en-GB', options);
  formats.set(key, known);
  return known;
}

/** The zone of whoever looks. */
export const VIEWERS_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The wall clock in a zone: `26 Nov 2026, 07:24:03`. */
export function clockTime(instant: number, zone = VIEWERS_ZONE): string {
  return format(`full ${zone}`, {
    timeZone: zone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(instant);
}

/** Shorter, for instants of which one sees the day elsewhere: `07:24:03`. */
export function timeOfDay(instant: number, zone = VIEWERS_ZONE): string {
  return format(`time ${zone}`, {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(instant);
}

/** Shorter still, with the day only where it is another one than now: `07:24`, `27 Nov, 07:24`. */
export function wallTime(instant: number, now: number, zone = VIEWERS_ZONE): string {
  const day = format(`day ${zone}`, { timeZone: zone, day: 'numeric', month: 'short' });
  const time = format(`short ${zone}`, { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
    instant,
  );
  return day.format(instant) === day.format(now) ? time : `${day.format(instant)}, ${time}`;
}

/** Both clocks, where they differ: the viewer's, and the job's. */
export function bothClocks(instant: number, jobZone: string): string {
  const own = `${clockTime(instant)} (${VIEWERS_ZONE})`;
  if (jobZone === VIEWERS_ZONE || clockTime(instant, jobZone) === clockTime(instant)) return own;
  return `${own}\n${clockTime(instant, jobZone)} (${jobZone})`;
}

/** `1,204`; `12.3 k` where room is short is not ours: counts are read exactly. */
export function count(value: number): string {
  return value.toLocaleString('en-GB');
}

/** A share: `99.95 %`; never `100 %` for less than all. @param share 0 to 1; null where nothing happened */
export function percent(share: number | null): string {
  if (share === null) return '–';
  const shown =
    share < 1 && share > 0.9995 ? Math.floor(share * 10_000) / 100 : Math.round(share * 1_000) / 10;
  return `${share < 1 && shown >= 100 ? 99.99 : shown} %`;
}
