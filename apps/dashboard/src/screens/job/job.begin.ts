import type { Asking } from '../../api/asking.js';
import { jobQuery, statusQuery } from '../../api/queries.js';
import type { JobSearch } from './job.search.js';

/** What the screen asks first; its statistics would hold up the answer that it waits for. */
export function beginJob({ client, api }: Asking, jobName: string, { tab = 'overview' }: JobSearch): void {
  void client.prefetchQuery(statusQuery(api));
  void client.prefetchQuery(jobQuery(api, jobName));
  // who shows it says so where it can't be loaded
  if (tab === 'overview') import('./overview/overview-tab.js').catch(() => {});
}
