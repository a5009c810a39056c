import { timelineOf } from './timeline.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 26, 2, 0, second)).toISOString();
const NOW = Date.parse(at(50));
const error = { errorClass: 'FeedError', message: 'gone' } as never;
const execution = {
  scheduledAt: at(0),
  createdAt: at(1),
  startedAt: at(3),
  completedAt: at(20),
  durationMs: 5_000,
  attempt: 1,
  status: 'completed' as const,
  error: null,
  failedAttempts: [],
};
const failedAttempt = {
  attempt: 1,
  failure: 'transient' as const,
  instanceId: null,
  startedAt: at(3),
  endedAt: at(5),
  durationMs: 2_000,
  error,
  retryAt: at(15),
};

it('goes from slot over claim and start to the end, with what was waited', () => {
  const steps = timelineOf(execution, NOW);
  expect(steps.map(({ what, afterMs }) => [what, afterMs])).toEqual([
    ['slot', null],
    ['claim', 1_000],
    ['start', 2_000],
    ['end', 17_000],
  ]);
});

it('has every attempt, and the wait before the next one', () => {
  const retried = { ...execution, attempt: 2, failedAttempts: [failedAttempt] };
  expect(
    timelineOf(retried, NOW).map(({ what, attempt, status, afterMs }) => [what, attempt, status, afterMs]),
  ).toEqual([
    ['slot', null, null, null],
    ['claim', null, null, 1_000],
    ['start', 1, null, 2_000],
    ['end', 1, 'failed', 2_000],
    ['retry', 2, null, 10_000],
    ['start', 2, null, 0],
    ['end', null, 'completed', 5_000],
  ]);
});

it('says of an attempt that waits that it lies ahead', () => {
  const waiting = {
    ...execution,
    completedAt: null,
    durationMs: null,
    attempt: 2,
    status: 'pending' as const,
    failedAttempts: [{ ...failedAttempt, retryAt: at(59) }],
  };
  expect(timelineOf(waiting, NOW).at(-1)).toMatchObject({ what: 'retry', attempt: 2, isAhead: true });
});

it('begins with the trigger where nothing was due', () => {
  const [first, second] = timelineOf({ ...execution, scheduledAt: null }, NOW);
  expect([first!.what, second!.what]).toEqual(['trigger', 'start']);
});

it('has no start where none is known: of a slot that nobody ran', () => {
  const missed = { ...execution, startedAt: null, durationMs: null, status: 'missed' as const };
  expect(timelineOf(missed, NOW).map(({ what }) => what)).toEqual(['slot', 'claim', 'end']);
});
