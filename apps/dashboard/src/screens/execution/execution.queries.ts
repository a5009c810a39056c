import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from '../../api/client.js';

export type ExecutionInDetail = Schemas['ExecutionInDetail'];
export type Advice = Schemas['ExecutionAdvice'];

export function executionQuery(api: Api, id: string) {
  return queryOptions({
    queryKey: ['execution', id],
    queryFn: ({ signal }) => answerOf(api.GET('/{id}', { signal, params: { path: { id } } })),
  });
}

/** @param status as it changes, something else helps */
export function adviceQuery(api: Api, { id, status }: Pick<ExecutionInDetail, 'id' | 'status'>) {
  return queryOptions({
    queryKey: ['advice', id, status],
    queryFn: ({ signal }) => answerOf(api.GET('/{id}/advice', { signal, params: { path: { id } } })),
    staleTime: 30_000,
  });
}

/** Why a slot has no run. */
export function whyQuery(api: Api, jobName: string, at: string) {
  return queryOptions({
    queryKey: ['why', jobName, at],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/jobs/{jobName}/why', { signal, params: { path: { jobName }, query: { at } } })),
  });
}
