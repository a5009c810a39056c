/** What the address says of this screen. */
export type JobSearch = Record<never, never>;

export function readJobSearch(): JobSearch {
  return {};
}
