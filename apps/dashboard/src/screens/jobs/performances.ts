import { queryOptions } from '@tanstack/react-query';
import { answerOf, type Api, type Schemas } from '../../api/client.js';
import type { Performances } from './job-line.js';

const HOUR_MS = 3_600_000;
/** The most lines that the report has. */
const MOST = 10_000;

/** As far back as the screen looks, beginning with an hour: so the roll-ups have it. */
export const PERIODS = { day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;

/** Counted once a minute, and so asked for no more often. */
const EVERY_MS = 60_000;

/** How all jobs did lately, against the same time before. @param now the page's clock */
export function performancesQuery(api: Api, period: keyof typeof PERIODS, now: () => number) {
  return queryOptions({
    queryKey: ['performance', period],
    queryFn: async ({ signal }): Promise<Performances> => {
      const from = new Date(Math.floor((now() - PERIODS[period]) / HOUR_MS) * HOUR_MS).toISOString();
      const query = { from, limit: MOST, sort: 'jobName' } as const;
      const report = await answerOf(api.GET('/reports/performance', { params: { query }, signal }));
      // as a table it comes to who asks for one
      const { items } = report as Schemas['PerformanceReport'];
      return new Map(items.map((item) => [item.jobName, item]));
    },
    // a map is taken as it is: what has not changed would have to be compared line by line
    structuralSharing: false,
    staleTime: EVERY_MS,
    refetchInterval: EVERY_MS,
  });
}
