import type { Asking } from '../../api/asking.js';
import { executionQuery } from './execution.queries.js';

/** What the screen asks first. */
export function beginExecution({ client, api }: Asking, id: string): void {
  void client.prefetchQuery(executionQuery(api, id));
}
