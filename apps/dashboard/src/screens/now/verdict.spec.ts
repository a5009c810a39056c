import type { JobStatus } from '../../api/queries.js';
import { verdictOf } from './verdict.js';

const NOW = Date.parse('2026-11-26T08:00:00Z');

type Some = Partial<JobStatus>;
const job = (health: JobStatus['health'], more: Some = {}) =>
  ({ jobName: 'job', health, system: false, removedAt: null, findings: [], ...more }) as unknown as JobStatus;
const many = (length: number, health: JobStatus['health'], more: Some = {}) =>
  Array.from({ length }, () => job(health, more));
const finding = (severity: string) =>
  ({ severity, since: '2026-11-26T07:58:00Z' }) as JobStatus['findings'][number];

it.each<[string, JobStatus[], string, string]>([
  ['nothing', [], 'none', 'There are no jobs yet'],
  ['our own jobs alone', [job('healthy', { system: true })], 'none', 'There are no jobs yet'],
  ['one that is well', [job('healthy')], 'good', 'The one job is healthy'],
  ['forty that are well', many(40, 'healthy'), 'good', 'All 40 jobs are healthy'],
  [
    'all sorts',
    [...many(37, 'healthy'), ...many(2, 'failing'), job('late')],
    'bad',
    '2 jobs failing, 1 overdue, 37 healthy',
  ],
  ['one that is stuck', [job('stuck'), job('healthy')], 'bad', '1 job stuck, 1 healthy'],
  ['some that rest', [job('paused'), job('disabled')], 'good', '1 job paused, 1 disabled'],
  ['new ones', many(3, 'unknown'), 'good', '3 jobs not run yet'],
  [
    'one that is well, with a warning',
    [job('healthy', { findings: [finding('warning')] }), job('healthy', { findings: [finding('info')] })],
    'doubtful',
    'All 2 jobs are healthy, 1 with a warning',
  ],
  [
    'one that is gone',
    [job('failing', { removedAt: 'x' }), job('healthy')],
    'good',
    'The one job is healthy',
  ],
  ['our own, well', [job('healthy', { system: true }), job('healthy')], 'good', 'The one job is healthy'],
  [
    'our own, not well',
    [job('late', { system: true, jobName: 'tracked-cron.staleness' }), job('healthy')],
    'bad',
    '1 job overdue, 1 healthy',
  ],
])('says of %s what there is', (_, jobs, tone, sentence) => {
  expect(verdictOf(jobs, NOW)).toMatchObject({ tone, sentence });
});

it('says when who watches is not well, so that nobody trusts the rest', () => {
  const watcher = job('late', {
    system: true,
    jobName: 'tracked-cron.staleness',
    findings: [finding('error')],
  });
  expect(verdictOf([job('healthy'), watcher], NOW).doubt).toBe(
    'tracked-cron.staleness, which watches over the jobs, is not well since 2 min ago: what is said here may be out of date.',
  );
  const away = { awaySince: NOW - 600_000, message: null, silentMs: null };
  expect(verdictOf([job('healthy')], NOW, away)).toMatchObject({
    tone: 'doubtful',
    doubt: 'Nobody watches over the jobs since 10 min ago.',
  });
  expect(verdictOf([job('healthy')], NOW).doubt).toBeNull();
});

it('calls nothing healthy that it has not heard of for long', () => {
  const silent = { awaySince: null, message: null, silentMs: 95_400 };
  expect(verdictOf([job('healthy')], NOW, silent)).toEqual({
    tone: 'doubtful',
    sentence: 'The one job is healthy',
    doubt: 'This is as it was 1 min 35 s ago: nothing has been heard since.',
  });
});
