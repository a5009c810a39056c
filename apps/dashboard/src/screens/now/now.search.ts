/** What the address says of this screen. */
export type NowSearch = Record<never, never>;

export function readNowSearch(): NowSearch {
  return {};
}
