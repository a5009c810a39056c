/** What an instant looks like. */
export const INSTANT = /^(\d{4})-(\d{2})-(\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads an instant as ISO 8601 writes it, with its offset (`2026-11-23T02:00:00Z`), or a day in UTC.
 * @returns null for everything else, 30 February included
 */
export function parseInstant(text: string): Date | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1, 4).map(Number);
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return date;
}
