import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api } from '../../../api/client.js';
import { statisticsQuery } from '../../../api/statistics.js';
import { isoOf } from '../../../time/local-input.js';
import type { Range } from '../job.search.js';

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How often what is counted up to now is asked for anew. Milliseconds. */
export const TOTALS_EVERY = 5 * 60_000;

/** What is counted up to now, by its name. */
export const WINDOWS = { '24 hours': DAY, '7 days': 7 * DAY, '30 days': 30 * DAY } as const;
const LENGTHS: Readonly<Record<Range, number>> = { '24h': DAY, '7d': 7 * DAY, '30d': 30 * DAY };
const DAYS_BY_HOUR = 30;
/** As many due times as the API gives at once. */
const MOST_FIRES = 500;

/** How it goes, for each of the windows. @param now in whole `TOTALS_EVERY` */
export function totalsQueries(api: Api, jobName: string, now: number) {
  return Object.values(WINDOWS).map((length) => statisticsQuery(api, { jobName, from: isoOf(now - length) }));
}

/** How long it takes. @param hour that goes on */
export function durationsQuery(api: Api, jobName: string, hour: number, range: Range = '7d') {
  const bucket = range === '30d' ? 'day' : 'hour';
  return statisticsQuery(api, { jobName, from: isoOf(hour - LENGTHS[range]), bucket });
}

/** What changed over the same time. @param hour that goes on */
export function marksQuery(api: Api, jobName: string, hour: number, range: Range = '7d') {
  const from = isoOf(hour - LENGTHS[range]);
  const query = { jobName, from, to: isoOf(hour + HOUR) };
  return queryOptions({
    queryKey: ['marks', jobName, from],
    queryFn: ({ signal }) => answerOf(api.GET('/marks', { params: { query }, signal })),
  });
}

/** Where the hours begin that are drawn one by one. @param hour that goes on */
export function firstHour(hour: number): number {
  return hour - DAYS_BY_HOUR * DAY;
}

/** Hour by hour. @param hour that goes on */
export function hoursQuery(api: Api, jobName: string, hour: number) {
  return statisticsQuery(api, { jobName, from: isoOf(firstHour(hour)), bucket: 'hour' });
}

/** What is to come in the next two days. @param hour that goes on */
export function plannedQuery(api: Api, jobName: string, hour: number) {
  const query = { to: isoOf(hour + 2 * DAY), limit: MOST_FIRES };
  return queryOptions({
    queryKey: ['fires', jobName, 'planned', hour],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/jobs/{jobName}/fires', { params: { path: { jobName }, query }, signal })),
  });
}
