import type { JobStatus } from '../../api/queries.js';
import { comingUp } from './coming-up.js';

const NOW = Date.parse('2026-11-26T08:00:00Z');
const job = (jobName: string, seconds: number | null, more: object = {}) =>
  ({
    jobName,
    nextDueAt: seconds === null ? null : new Date(NOW + seconds * 1_000).toISOString(),
    paused: null,
    frozen: null,
    timeZone: 'UTC',
    description: '',
    ...more,
  }) as unknown as JobStatus;

it('names the jobs that run next, the soonest first', () => {
  const jobs = [
    job('later', 600),
    job('soon', 10),
    job('overdue', -10),
    job('never', null),
    job('paused', 20, { paused: {} }),
    job('frozen', 20, { frozen: {} }),
  ];
  expect(comingUp(jobs, NOW).map(({ jobName }) => jobName)).toEqual(['soon', 'later']);
  const many = Array.from({ length: 20 }, (_, nth) => job(`job-${nth}`, 20 - nth));
  expect(comingUp(many, NOW).map(({ dueAt }) => (dueAt - NOW) / 1_000)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
