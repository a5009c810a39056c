/** What the address says of this screen. */
export type ReportsSearch = Record<never, never>;

export function readReportsSearch(): ReportsSearch {
  return {};
}
