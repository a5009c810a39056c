import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from './client.js';
import type { operations } from './schema.js';

type Asked = NonNullable<operations['Stats_stats']['parameters']['query']>;

/** What is counted is brought up to date once a minute on the server. Milliseconds. */
const COUNTED_EVERY_MS = 30_000;

/** How jobs have been doing over a window. What was shown stays while the next window is asked for. */
export function statisticsQuery(api: Api, asked: Asked) {
  return queryOptions({
    queryKey: ['statistics', asked],
    queryFn: async ({ signal }): Promise<Schemas['StatisticsReport']> =>
      answerOf(api.GET('/stats', { params: { query: asked }, signal })),
    refetchInterval: COUNTED_EVERY_MS,
    placeholderData: keepPreviousData,
  });
}
