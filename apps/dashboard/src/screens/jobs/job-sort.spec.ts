import type { JobStatus } from '../../api/queries.js';
import type { JobLine, Performance } from './job-line.js';
import { columnOf, sorted } from './job-sort.js';
import type { JobSort } from './jobs.search.js';

const line = (jobName: string, about: Partial<JobStatus> = {}, p95?: number): JobLine => ({
  job: {
    jobName,
    group: null,
    owner: null,
    tags: [],
    health: 'healthy',
    lastSlots: [],
    lastSuccessAt: null,
    lastFailureAt: null,
    nextDueAt: null,
    description: 'every minute',
    ...about,
  } as unknown as JobStatus,
  day: null,
  week: p95 === undefined ? null : ({ successRate: 1, duration: { p95 } } as Performance),
});

const lines = [
  line('b', { group: 'matches', health: 'late', nextDueAt: '2026-11-26T09:00:00Z' }, 20),
  line('d', { health: 'stuck' }),
  line('a', { group: 'billing', nextDueAt: '2026-11-26T08:00:00Z' }, 300),
  line('c', { group: 'matches', health: 'failing' }, 20),
];
const order = (sort: JobSort) => sorted(lines, sort).map(({ job }) => job.jobName);

it('shows the worst first, and those that are alike by name', () => {
  expect(order('health')).toEqual(['d', 'c', 'b', 'a']);
  expect(order('-health')).toEqual(['a', 'b', 'c', 'd']);
  expect(order('group')).toEqual(['a', 'b', 'c', 'd']);
});

it('puts what lacks a value last in either direction', () => {
  expect(order('p95')).toEqual(['b', 'c', 'a', 'd']);
  expect(order('-p95')).toEqual(['a', 'b', 'c', 'd']);
  expect(order('next')).toEqual(['a', 'b', 'c', 'd']);
  expect(order('-next')).toEqual(['b', 'a', 'c', 'd']);
});

it('counts as last whatever came last, a triggered execution too', () => {
  const slot = { scheduledAt: '2026-11-26T07:00:00Z', until: null } as JobStatus['lastSlots'][number];
  const [first] = sorted(
    [line('slot', { lastSlots: [slot] }), line('trigger', { lastSuccessAt: '2026-11-26T07:30:00Z' })],
    '-last',
  );
  expect(first?.job.jobName).toBe('trigger');
});

it('reads a minus as the highest first', () => {
  expect(columnOf('-p95')).toEqual({ column: 'p95', desc: true });
  expect(columnOf('jobName')).toEqual({ column: 'jobName', desc: false });
});
