import type { Asking } from '../../api/asking.js';
import { AT_FIRST } from '../../parts/tables/at-first.js';
import { groupsQuery, performanceQuery, statsQuery, trendsQuery, windowNow } from './reports.queries.js';
import type { ReportsSearch } from './reports.search.js';

/** What the screen asks first: all that does not build on another answer. */
export function beginReports({ client, api, clock }: Asking, search: ReportsSearch): void {
  const { by = 'job' } = search;
  const asked = windowNow(search, clock.now());
  void client.prefetchQuery(statsQuery(api, search, asked));
  if (by === 'job') void client.prefetchQuery(performanceQuery(api, search, asked, AT_FIRST));
  else void client.prefetchQuery(groupsQuery(api, search, asked, by));
  void client.prefetchQuery(trendsQuery(api, search, asked));
}
