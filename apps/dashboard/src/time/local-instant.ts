/** What a field of the type `datetime-local` holds, on the viewer's clock, as the API takes it; undefined for none. */
export function instantOfField(text: string): string | undefined {
  const at = text === '' ? NaN : new Date(text).getTime();
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}

/** An instant as such a field shows it: `2026-11-26T07:30`. @param at milliseconds since the epoch */
export function fieldOfInstant(at: number): string {
  const offset = new Date(at).getTimezoneOffset() * 60_000;
  return new Date(at - offset).toISOString().slice(0, 16);
}
