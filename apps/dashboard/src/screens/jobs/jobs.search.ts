/** What the address says of this screen. */
export type JobsSearch = Record<never, never>;

export function readJobsSearch(): JobsSearch {
  return {};
}
