import { queryOptions } from '@tanstack/react-query';
import { answerOf, jsonOf, type Api } from '../../api/client.js';
import type { ReportsSearch } from './reports.search.js';
import { PERIODS } from './report-words.js';

/** Statistics are counted once a minute. Milliseconds. */
const EVERY_MS = 30_000;
const HOUR_MS = 3_600_000;
/** Longer windows are drawn by day. */
const LONGEST_BY_HOUR_MS = 7 * 24 * HOUR_MS + HOUR_MS;
/** Older hours may be kept as days only. */
const OLDEST_HOUR_MS = 8 * 24 * HOUR_MS;

/** A window as it is asked for: without an end it goes on. */
export interface Asked {
  readonly from: string;
  readonly to?: string;
  readonly bucket: 'hour' | 'day';
}

/** @param now milliseconds since the epoch */
function windowOf({ period = '7d', from, to }: ReportsSearch, now: number): Asked {
  if (from !== undefined && to !== undefined) {
    const [begin, length] = [Date.parse(from), Date.parse(to) - Date.parse(from)];
    const byHour = length <= LONGEST_BY_HOUR_MS && now - begin <= OLDEST_HOUR_MS;
    return { from, to, bucket: byHour ? 'hour' : 'day' };
  }
  const { ms } = PERIODS[period];
  const begin = Math.floor((now - ms) / HOUR_MS) * HOUR_MS;
  return { from: new Date(begin).toISOString(), bucket: ms <= LONGEST_BY_HOUR_MS ? 'hour' : 'day' };
}

/** The same for the hour that goes on: a window that goes on begins anew with each hour, not with each look. */
export function windowNow(search: ReportsSearch, now: number): Asked {
  return windowOf(search, Math.floor(now / HOUR_MS) * HOUR_MS + HOUR_MS - 1);
}

function filtersOf({ jobName, group, owner }: ReportsSearch) {
  return {
    ...(jobName !== undefined && { jobName }),
    ...(group !== undefined && { group }),
    ...(owner !== undefined && { owner }),
  };
}

export function statsQuery(api: Api, search: ReportsSearch, { from, to, bucket }: Asked) {
  const filters = filtersOf(search);
  return queryOptions({
    queryKey: ['report stats', filters, from, to, bucket],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/stats', { signal, params: { query: { ...filters, from, bucket, ...(to && { to }) } } }),
      ),
  });
}

/** The period of the same length before. */
export function statsBeforeQuery(api: Api, search: ReportsSearch, before: { from: string; to: string }) {
  const filters = filtersOf(search);
  return queryOptions({
    queryKey: ['report stats before', filters, before.from, before.to],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/stats', { signal, params: { query: { ...filters, ...before } } })),
  });
}

/** As many as the API gives at once. */
const MOST_LINES = 10_000;

/** How lines are asked for, and exported. */
export function reportQueryOf(search: ReportsSearch, { from, to }: Asked) {
  return { ...filtersOf(search), from, ...(to && { to }), limit: MOST_LINES };
}

/** @param limit how many jobs are shown, the first by the order that is chosen */
export function performanceQuery(api: Api, search: ReportsSearch, asked: Asked, limit: number) {
  const { sort = '-p95' } = search;
  const query = { ...reportQueryOf(search, asked), sort, limit };
  return queryOptions({
    queryKey: ['report performance', query],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => jsonOf(api.GET('/reports/performance', { signal, params: { query } })),
  });
}

export function groupsQuery(api: Api, search: ReportsSearch, asked: Asked, by: 'group' | 'owner') {
  const query = { ...reportQueryOf(search, asked), groupBy: by };
  return queryOptions({
    queryKey: ['report groups', query],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => jsonOf(api.GET('/reports/groups', { signal, params: { query } })),
  });
}

export function objectivesQuery(api: Api, search: ReportsSearch) {
  const query = { ...filtersOf(search), groupBy: search.by ?? 'job', limit: MOST_LINES };
  return queryOptions({
    queryKey: ['report objectives', query],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => jsonOf(api.GET('/reports/objectives', { signal, params: { query } })),
  });
}

export function trendsQuery(api: Api, search: ReportsSearch, asked: Asked) {
  const query = { ...reportQueryOf(search, asked), limit: 50 };
  return queryOptions({
    queryKey: ['report trends', query],
    refetchInterval: EVERY_MS,
    queryFn: ({ signal }) => jsonOf(api.GET('/reports/trends', { signal, params: { query } })),
  });
}
