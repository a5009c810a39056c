/** What the address says of this screen. */
export type SystemSearch = Record<never, never>;

export function readSystemSearch(): SystemSearch {
  return {};
}
