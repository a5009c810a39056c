/** An instant as a field of the browser (`datetime-local`) writes it, on the viewer's own clock: `2026-11-26T07:24:03`, whole minutes without seconds. */
export function toLocalInput(instant: number): string {
  const date = new Date(instant);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const seconds = date.getSeconds() === 0 ? '' : `:${two(date.getSeconds())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}${seconds}`;
}

/** @returns milliseconds since the epoch; null for what is no instant (yet) */
export function fromLocalInput(text: string): number | null {
  const instant = /^\d{4,}-\d{2}-\d{2}T/.test(text) ? new Date(text).getTime() : NaN;
  return Number.isNaN(instant) ? null : instant;
}

/** What is written in such a field as the API takes it; undefined for what is no instant (yet). */
export function isoOfLocalInput(text: string): string | undefined {
  const instant = fromLocalInput(text);
  return instant === null ? undefined : isoOf(instant);
}

/** An instant as the API takes and gives it. */
export function isoOf(instant: number): string {
  return new Date(instant).toISOString();
}
