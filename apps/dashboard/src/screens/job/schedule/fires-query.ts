import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, type Api } from '../../../api/client.js';

/** How many due times are shown. */
const SHOWN = 50;

/**
 * The next due times, by the job's schedule or by one that is only being considered.
 * @param since moves with each slot that is decided
 */
export function firesQuery(
  api: Api,
  jobName: string,
  { expression, timeZone }: { readonly expression?: string; readonly timeZone?: string },
  since: string | null = null,
) {
  return queryOptions({
    queryKey: ['fires', jobName, expression, timeZone, since],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/jobs/{jobName}/fires', {
          params: { path: { jobName }, query: { expression, timeZone, limit: SHOWN } },
          signal,
        }),
      ),
    // of the slot before, while the next is asked for; not of another schedule, which may be wrong
    placeholderData: since === null ? undefined : keepPreviousData,
  });
}
