import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api } from '../../api/client.js';

/** A third of the shortest lease that is usual: what is shown is what instances say of themselves then. Milliseconds. */
const EVERY_MS = 5_000;

/** Who executes. */
export function instancesQuery(api: Api) {
  return queryOptions({
    queryKey: ['instances'],
    queryFn: ({ signal }) => answerOf(api.GET('/instances', { signal })),
    refetchInterval: EVERY_MS,
  });
}
