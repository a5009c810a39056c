/** What the address says of this screen. */
export type ExecutionsSearch = Record<never, never>;

export function readExecutionsSearch(): ExecutionsSearch {
  return {};
}
