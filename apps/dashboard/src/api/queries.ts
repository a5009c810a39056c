import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from './client.js';

/** How often what is shown is asked for where it does not come by itself. Milliseconds. */
export const POLL_MS = 5_000;

export type JobStatus = Schemas['JobStatus'];

/** Every job with its health: kept up to date by the channel `jobs` while that is live. */
export function statusQuery(api: Api) {
  return queryOptions({
    queryKey: ['status'],
    queryFn: async ({ signal }) => (await answerOf(api.GET('/status', { signal }))).items,
    // a job that has not changed comes from the channel as the very object it was: to compare hundreds of jobs value by value
    // with each of ten deltas a second is what would make the page stutter
    structuralSharing: false,
  });
}

/** One job as it is defined: what its code says, and what people have put in place of that. */
export function jobQuery(api: Api, jobName: string) {
  return queryOptions({
    queryKey: ['job', jobName],
    queryFn: ({ signal }) => answerOf(api.GET('/jobs/{jobName}', { params: { path: { jobName } }, signal })),
  });
}

export function sessionQuery(api: Api) {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => answerOf(api.GET('/session', { signal })),
    staleTime: Infinity,
    retry: (count, error) => count < 2 && 'passes' in error && error.passes === true,
  });
}

/** After something was done to jobs: what is shown of them is asked for again. */
export function forgetJobs(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}
