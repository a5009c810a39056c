import type { Asking } from '../../api/asking.js';
import { instancesQuery } from './instances-query.js';
import type { SystemSearch } from './system.search.js';

/** What the screen asks first, where it is about instances. */
export function beginSystem({ client, api }: Asking, { tab = 'instances' }: SystemSearch): void {
  if (tab === 'instances') void client.prefetchQuery(instancesQuery(api));
}
