import type { Asking } from '../../api/asking.js';
import { statusQuery } from '../../api/queries.js';
import { freezesQuery, incidentsQuery, lastHourQuery } from './now-queries.js';

/** What the screen asks first. */
export function beginNow({ client, api, clock }: Asking): void {
  void client.prefetchQuery(statusQuery(api));
  void client.prefetchQuery(incidentsQuery(api));
  void client.prefetchQuery(freezesQuery(api));
  void client.prefetchQuery(lastHourQuery(api, clock.now));
}
