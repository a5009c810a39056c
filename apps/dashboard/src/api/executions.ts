import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from './client.js';
import type { operations } from './schema.js';

export type Execution = Schemas['Execution'];
type Asked = NonNullable<operations['Executions_list']['parameters']['query']>;

/** What a list of executions is chosen by. */
export type ExecutionFilters = Omit<Asked, 'limit' | 'cursor' | 'count'>;

/** Where the queries of lists of executions are kept. */
export const EXECUTIONS = 'executions';

/** A page of executions. */
export function executionsQuery(api: Api, asked: Asked) {
  return queryOptions({
    queryKey: [EXECUTIONS, asked],
    queryFn: ({ signal }) => answerOf(api.GET('/', { signal, params: { query: asked } })),
  });
}

/** What the durations of jobs usually come to, by job: p95 of the last seven days, milliseconds. */
export function usualDurationsQuery(api: Api) {
  return queryOptions({
    queryKey: ['usual-durations'],
    queryFn: async ({ signal }) => {
      const params = { query: { limit: 1_000 } };
      const answer = await answerOf(api.GET('/reports/performance', { signal, params }));
      // it is asked for as JSON, and could be had as CSV
      const { items } = answer as Schemas['PerformanceReport'];
      return new Map(items.flatMap(({ jobName, duration }) => (duration ? [[jobName, duration.p95]] : [])));
    },
    staleTime: 5 * 60_000,
  });
}
