import type { Asking } from '../../api/asking.js';
import { statusQuery } from '../../api/queries.js';
import { incidentsQuery } from './now-queries.js';

/** What the screen asks first; the rest would hold up the answer that it waits for. */
export function beginNow({ client, api }: Asking): void {
  void client.prefetchQuery(statusQuery(api));
  void client.prefetchQuery(incidentsQuery(api));
}
