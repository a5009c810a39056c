/** What the address says of this screen. */
export type FailuresSearch = Record<never, never>;

export function readFailuresSearch(): FailuresSearch {
  return {};
}
