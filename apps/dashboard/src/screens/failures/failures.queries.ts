import { queryOptions } from '@tanstack/react-query';
import { answerOf, jsonOf, type Api } from '../../api/client.js';
import type { FailuresSearch } from './failures.search.js';
import { SPANS, type Span } from './failure-words.js';

/** Nothing tells of them by itself: they are asked for again. Milliseconds. */
const EVERY_MS = 10_000;
const HOUR_MS = 3_600_000;

/** How many are listed at most. */
export const MOST_GROUPS = 200;

/** @param now milliseconds since the epoch, by the server's clock */
export function failuresQuery(api: Api, search: FailuresSearch, now: () => number) {
  const { state, jobName, group, owner, search: text, newSince, span = '7d', sort } = search;
  const since = (one: Span) => new Date(now() - SPANS[one].ms).toISOString();
  return queryOptions({
    queryKey: ['failures', { state, jobName, group, owner, text, newSince, span, sort }],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) =>
      jsonOf(
        api.GET('/reports/failures', {
          signal,
          params: {
            query: {
              from: since(span),
              limit: MOST_GROUPS,
              ...(state && { state: [...state] }),
              ...(jobName !== undefined && { jobName }),
              ...(group !== undefined && { group }),
              ...(owner !== undefined && { owner }),
              ...(text !== undefined && { search: text }),
              ...(newSince !== undefined && { newSince: since(newSince) }),
              ...(sort !== undefined && { sort }),
            },
          },
        }),
      ),
  });
}

export function faultQuery(api: Api, fingerprint: string) {
  return queryOptions({
    queryKey: ['fault', fingerprint],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) =>
      answerOf(api.GET('/reports/failures/{fingerprint}', { signal, params: { path: { fingerprint } } })),
  });
}

/** What changed in the hours before a fault first showed, and right after. @param firstSeenAt ISO */
export function changesAroundQuery(api: Api, firstSeenAt: string, jobName: string | undefined) {
  const at = Date.parse(firstSeenAt);
  return queryOptions({
    queryKey: ['marks', firstSeenAt, jobName],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/marks', {
          signal,
          params: {
            query: {
              from: new Date(at - 6 * HOUR_MS).toISOString(),
              to: new Date(at + HOUR_MS).toISOString(),
              limit: 50,
              ...(jobName !== undefined && { jobName }),
            },
          },
        }),
      ),
  });
}
