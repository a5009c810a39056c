import type { Asking } from '../../api/asking.js';
import { failuresQuery, faultQuery } from './failures.queries.js';
import type { FailuresSearch } from './failures.search.js';

/** What the screen asks first. */
export function beginFailures({ client, api, clock }: Asking, search: FailuresSearch): void {
  const { fingerprint } = search;
  if (fingerprint === undefined) void client.prefetchQuery(failuresQuery(api, search, clock.now));
  else void client.prefetchQuery(faultQuery(api, fingerprint));
}
