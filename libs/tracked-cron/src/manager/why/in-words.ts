/** An instant for people: in UTC, and by the clock of the job's own zone where that is another one. */
export function instantInWords(instant: Date | number, timeZone: string): string {
  const date = new Date(instant);
  const utc = `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  const local = localTime(date, timeZone);
  return local === null ? utc : `${utc} (${local} in ${timeZone})`;
}

/** A length of time for people: `850 ms`, `12 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function durationInWords(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1_000],
  ] as const;
  const first = units.findIndex(([, size]) => milliseconds >= size);
  let rest = milliseconds;
  const parts = units.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? '' : `${count} ${unit}`;
  });
  return parts.filter(Boolean).join(' ');
}

/** "by Ann (\"feed moves\")", as much of it as is known; empty for nothing. */
export function byWhom(by: unknown, reason: unknown): string {
  const who = typeof by === 'string' ? ` by ${by}` : '';
  const why = typeof reason === 'string' ? ` ("${reason}")` : '';
  return who + why;
}

/** The wall clock of a zone; null where that is UTC, or no zone that can be read. */
function localTime(date: Date, timeZone: string): string | null {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    return format.resolvedOptions().timeZone === 'UTC' ? null : format.format(date);
  } catch {
    return null;
  }
}
