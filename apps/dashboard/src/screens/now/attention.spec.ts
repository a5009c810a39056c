import type { JobStatus } from '../../api/queries.js';
import { timeOfDay } from '../../time/words.js';
import {
  attentionOf,
  lastExecutionOf,
  nextByItself,
  restingOf,
  streakOf,
  type Incident,
} from './attention.js';

const NOW = Date.parse('2026-11-26T08:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString();

function job(jobName: string, more: object = {}): JobStatus {
  return {
    jobName,
    health: 'healthy',
    system: false,
    removedAt: null,
    findings: [],
    inFlight: [],
    lastSlots: [],
    paused: null,
    frozen: null,
    breaker: null,
    nextDueAt: at(240),
    ...more,
  } as unknown as JobStatus;
}
const found = (severity: string, seconds: number) => ({ findings: [{ severity, since: at(seconds) }] });

it('puts the worst first, and of equals what has been wrong longest', () => {
  const jobs = [
    job('warned', found('warning', -900)),
    job('young', { health: 'failing', ...found('error', -60) }),
    job('well'),
    job('old', { health: 'late', ...found('error', -600) }),
    job('grave', { health: 'failing', ...found('error', -10) }),
    job('noted', found('info', -10)),
  ];
  const incidents = new Map([['grave', { severity: 'critical' } as Incident]]);
  expect(attentionOf(jobs, incidents).map(({ job }) => job.jobName)).toEqual([
    'grave',
    'old',
    'young',
    'warned',
  ]);
});

it('leaves to themselves those that somebody keeps from running', () => {
  const jobs = [
    job('paused', { health: 'paused', paused: { since: at(-60), until: null }, ...found('error', -60) }),
    job('off', { health: 'disabled' }),
    job('frozen', { frozen: { since: at(-60), until: null } }),
    job('well'),
  ];
  expect(attentionOf(jobs, new Map())).toEqual([]);
  expect(restingOf(jobs).map(({ jobName }) => jobName)).toEqual(['paused', 'frozen']);
});

it.each([
  [[], 0],
  [['failed', 'failed', 'completed', 'failed'], 2],
  [['running', 'failed', 'skipped', 'timed_out', 'lost'], 3],
  [['completed', 'failed'], 0],
])('counts in %j a streak of %d failures', (statuses, streak) => {
  expect(streakOf({ lastSlots: statuses.map((status) => ({ status })) as JobStatus['lastSlots'] })).toBe(
    streak,
  );
});

const run = (more: object) => ({
  status: 'running',
  givenUp: false,
  attempt: 1,
  maxAttempts: 1,
  retryAt: null,
  ...more,
});

it.each<[string, object, string]>([
  ['runs', { inFlight: [run({})] }, 'It runs now.'],
  ['runs again', { inFlight: [run({ attempt: 2, maxAttempts: 3 })] }, 'It runs now, attempt 2 of 3.'],
  [
    'waits for its retry',
    { inFlight: [run({ status: 'pending', attempt: 2, maxAttempts: 3, retryAt: at(30) })] },
    `Attempt 2 of 3 follows in 30 s, at ${timeOfDay(NOW + 30_000)}.`,
  ],
  ['waits', { inFlight: [run({ status: 'pending' })] }, 'It waits for an instance that takes it.'],
  [
    'was given up',
    { inFlight: [run({ givenUp: true })] },
    `It runs again in 4 min, at ${timeOfDay(NOW + 240_000)}.`,
  ],
  ['is paused', { paused: { until: null } }, 'Nothing, until somebody resumes it.'],
  ['is frozen', { frozen: { until: null } }, 'Nothing, until somebody ends the freeze.'],
  [
    'has an open breaker',
    { breaker: { state: 'open', until: at(60) } },
    `Its breaker is open; it lets one run through in 1 min, at ${timeOfDay(NOW + 60_000)}.`,
  ],
  ['is never due', { nextDueAt: null }, 'Nothing: it is not due again by itself.'],
  [
    'is overdue',
    { nextDueAt: at(-60) },
    `Its slot of ${timeOfDay(NOW - 60_000)} is still open: it runs when an instance takes it.`,
  ],
  ['is due now', { nextDueAt: at(-2) }, 'It is due now.'],
  ['is due', {}, `It runs again in 4 min, at ${timeOfDay(NOW + 240_000)}.`],
])('says what happens next to a job that %s', (_, more, sentence) => {
  expect(nextByItself(job('standings', more), NOW)).toBe(sentence);
});

it('leads to the last failure, before what runs or went well since, and to the last execution where none failed', () => {
  const slot = (status: string, executionId: string | null) => ({ status, executionId });
  const lastOf = (...lastSlots: object[]) => lastExecutionOf(job('it', { lastSlots }));
  expect(
    lastOf(slot('running', 'd'), slot('missed', null), slot('failed', 'b'), slot('failed', 'a')),
  ).toEqual({ id: 'b', failed: true });
  expect(lastOf(slot('pending', 'c'), slot('completed', 'b'), slot('completed', 'a'))).toEqual({
    id: 'b',
    failed: false,
  });
  expect(lastOf(slot('missed', null))).toBeNull();
});
