import type { Asking } from '../../api/asking.js';
import { jobQuery, statusQuery } from '../../api/queries.js';
import type { JobSearch } from './job.search.js';
import {
  durationsQuery,
  HOUR,
  hoursQuery,
  marksQuery,
  plannedQuery,
  TOTALS_EVERY,
  totalsQueries,
} from './overview/overview.queries.js';

/** What the screen asks first, and of its overview what does not depend on how the job is. */
export function beginJob(asking: Asking, jobName: string, search: JobSearch): void {
  const { client, api } = asking;
  void client.prefetchQuery(statusQuery(api));
  void client.prefetchQuery(jobQuery(api, jobName));
  if (search.tab === undefined || search.tab === 'overview') beginOverview(asking, jobName, search);
}

function beginOverview({ client, api, clock }: Asking, jobName: string, { range }: JobSearch): void {
  const hour = clock.tickedTo(HOUR);
  for (const query of totalsQueries(api, jobName, clock.tickedTo(TOTALS_EVERY))) {
    void client.prefetchQuery(query);
  }
  void client.prefetchQuery(durationsQuery(api, jobName, hour, range));
  void client.prefetchQuery(marksQuery(api, jobName, hour, range));
  void client.prefetchQuery(hoursQuery(api, jobName, hour));
  void client.prefetchQuery(plannedQuery(api, jobName, hour));
  // who shows it says so where it can't be loaded
  import('./overview/overview-tab.js').catch(() => {});
}
