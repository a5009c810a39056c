import type { Asking } from '../../api/asking.js';
import { statusQuery } from '../../api/queries.js';

/** What the screen asks first; how the jobs did may come later. */
export function beginJobs({ client, api }: Asking): void {
  void client.prefetchQuery(statusQuery(api));
}
