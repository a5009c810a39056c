import { createHash } from 'node:crypto';
import type { HistoryQuery } from '../../libs/tracked-cron/src/history/history-query.js';
import { ERRORS, JOBS, RELEASES } from './shape.js';

/** What differs from one time to the next that a query is asked. */
export interface Draw {
  /** A whole number from 0 to below. */
  readonly upTo: (count: number) => number;
  /** An instant of the history. */
  readonly instant: () => Date;
  readonly instances: readonly string[];
}

/** What a query is judged by: pages, filters and sorts; text search; counts. */
export type Kind = 'page' | 'search' | 'count';

/** A documented query. */
export interface MeasuredQuery {
  readonly name: string;
  readonly kind: Kind;
  readonly ask: (draw: Draw) => HistoryQuery;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const page = (name: string, ask: MeasuredQuery['ask']): MeasuredQuery => ({ name, kind: 'page', ask });
const job = (n: number) => `module${n % 40}.job${n}`;
const busiest = { jobName: job(0) };
const anyJob = ({ upTo }: Draw) => ({ jobName: job(upTo(JOBS)) });
const fingerprint = (n: number) => createHash('md5').update(`fault${n}`).digest('hex').slice(0, 16);
const window = ({ instant }: Draw, length: number) => {
  const from = instant();
  return { from, to: new Date(from.getTime() + length) };
};
const inFlight = (draw: Draw, length: number) => {
  const { from, to } = window(draw, length);
  return { overlaps: [from, to] as const };
};

/** Every documented filter and sort, alone and in the pairs that a page puts together. A new answer's figures are a line more. */
export const QUERIES: readonly MeasuredQuery[] = [
  page('newest', () => ({})),
  page('oldest', () => ({ sort: 'createdAt' })),
  page('from an instant on', ({ instant }) => ({ to: instant() })),
  page('after an instant, oldest first', ({ instant }) => ({ from: instant(), sort: 'createdAt' })),
  page('largest page', ({ instant }) => ({ to: instant(), limit: 200 })),
  page('a day', (draw) => window(draw, DAY_MS)),
  page('an hour', (draw) => window(draw, HOUR_MS)),
  ...(
    [
      'pending',
      'running',
      'completed',
      'failed',
      'timed_out',
      'cancelled',
      'lost',
      'skipped',
      'missed',
    ] as const
  ).map((status) => page(`status ${status}`, () => ({ status: [status] }))),
  page('statuses of failure', () => ({ status: ['failed', 'timed_out', 'lost'] })),
  page('statuses of failure, a day', (draw) => ({
    status: ['failed', 'timed_out', 'lost'],
    ...window(draw, DAY_MS),
  })),
  page('all but completed', () => ({
    status: ['pending', 'running', 'failed', 'timed_out', 'cancelled', 'lost', 'skipped', 'missed'],
  })),
  page('a job', anyJob),
  page('the busiest job', () => busiest),
  page('the rarest job, oldest first', () => ({ jobName: job(JOBS - 1), sort: 'createdAt' })),
  page('a job, failed', (draw) => ({ ...anyJob(draw), status: ['failed'] })),
  page('the busiest job, lost', () => ({ ...busiest, status: ['lost'] })),
  page('the busiest job, manual', () => ({ ...busiest, trigger: 'manual' })),
  page('a job, completed, 7 days', (draw) => ({
    ...anyJob(draw),
    status: ['completed'],
    ...window(draw, 7 * DAY_MS),
  })),
  ...(['scheduledAt', '-scheduledAt', 'startedAt', '-startedAt', 'duration', '-duration'] as const).flatMap(
    (sort) => [
      page(`a job by ${sort}`, (draw) => ({ ...anyJob(draw), sort })),
      page(`the busiest job by ${sort}`, () => ({ ...busiest, sort })),
    ],
  ),
  page('the busiest job, failed, by -duration', () => ({
    ...busiest,
    status: ['failed'],
    sort: '-duration',
  })),
  page('a job, a day, by -duration', (draw) => ({
    ...anyJob(draw),
    ...window(draw, DAY_MS),
    sort: '-duration',
  })),
  page('a group', ({ upTo }) => ({ group: `group${upTo(20)}` })),
  page('an owner', ({ upTo }) => ({ owner: `team${upTo(10)}` })),
  page('a tag', ({ upTo }) => ({ tag: `tag${upTo(50)}` })),
  page('a tag of three jobs', ({ upTo }) => ({ tag: `rare${upTo(333)}` })),
  page('a tag of all jobs', () => ({ tag: 'all' })),
  page('a group, failed', ({ upTo }) => ({ group: `group${upTo(20)}`, status: ['failed'] })),
  page('a group, lost', ({ upTo }) => ({ group: `group${upTo(20)}`, status: ['lost'] })),
  page('a tag of three jobs, failed', ({ upTo }) => ({ tag: `rare${upTo(333)}`, status: ['failed'] })),
  page('trigger schedule', () => ({ trigger: 'schedule' })),
  page('trigger manual', () => ({ trigger: 'manual' })),
  page('trigger backfill', () => ({ trigger: 'backfill' })),
  page('an instance', ({ upTo, instances }) => ({ instance: instances[upTo(instances.length)] })),
  page('an instance, failed', ({ upTo, instances }) => ({
    instance: instances[upTo(instances.length)],
    status: ['failed'],
  })),
  page('a release', ({ upTo }) => ({ release: `r${upTo(RELEASES)}` })),
  page('a release that nobody runs', () => ({ release: 'none' })),
  page('a release, lost', ({ upTo }) => ({ release: `r${upTo(RELEASES)}`, status: ['lost'] })),
  page('a fingerprint', ({ upTo }) => ({ fingerprint: fingerprint(upTo(ERRORS)) })),
  page('the commonest fingerprint', () => ({ fingerprint: fingerprint(0) })),
  page('another environment', () => ({ environment: 'staging' })),
  page('in flight within an hour', (draw) => inFlight(draw, HOUR_MS)),
  page('in flight within a second', (draw) => inFlight(draw, 1_000)),
  page('a job, in flight within an hour', (draw) => ({ ...anyJob(draw), ...inFlight(draw, HOUR_MS) })),
  { name: "part of many jobs' names", kind: 'search', ask: ({ upTo }) => ({ search: `module${upTo(40)}` }) },
  { name: "part of all jobs' names", kind: 'search', ask: () => ({ search: '.JOB' }) },
  { name: "one job's name", kind: 'search', ask: ({ upTo }) => ({ search: job(upTo(JOBS)) }) },
  { name: 'text of every error', kind: 'search', ask: () => ({ search: 'did not answer' }) },
  { name: 'text of many errors', kind: 'search', ask: ({ upTo }) => ({ search: `10.0.${upTo(200)}.7` }) },
  {
    name: 'text of one error',
    kind: 'search',
    ask: ({ upTo }) => ({
      search: createHash('md5')
        .update(`${upTo(ERRORS)}`)
        .digest('hex'),
    }),
  },
  { name: 'text of nothing', kind: 'search', ask: () => ({ search: 'nowhere to be found' }) },
  {
    name: 'text of many errors, a group',
    kind: 'search',
    ask: ({ upTo }) => ({ search: `10.0.${upTo(200)}.7`, group: `group${upTo(20)}` }),
  },
  {
    name: 'text of every error, a job',
    kind: 'search',
    ask: (draw) => ({ search: 'did not answer', ...anyJob(draw) }),
  },
  { name: 'capped, everything', kind: 'count', ask: () => ({ count: 'capped' }) },
  { name: 'capped, failed', kind: 'count', ask: () => ({ status: ['failed'], count: 'capped' }) },
  { name: 'capped, a job', kind: 'count', ask: (draw) => ({ ...anyJob(draw), count: 'capped' }) },
  {
    name: 'capped, a job, completed, 7 days',
    kind: 'count',
    ask: (draw) => ({ ...anyJob(draw), status: ['completed'], ...window(draw, 7 * DAY_MS), count: 'capped' }),
  },
  { name: 'exact, a job', kind: 'count', ask: (draw) => ({ ...anyJob(draw), count: 'exact' }) },
  { name: 'exact, a day', kind: 'count', ask: (draw) => ({ ...window(draw, DAY_MS), count: 'exact' }) },
];
