import { AttemptRecord } from './attempt-record.js';
import { ExecutionCancelledError, ExecutionTimeoutError } from './errors.js';
import { outcomeOf, outcomeOfAbort, type Settlement } from './outcome.js';

const error = new Error('the feed is down');

function attempt({ called = true, watched = true, outcome }: Partial<AttemptRecord>): AttemptRecord {
  return Object.assign(new AttemptRecord(), { called, watched, outcome });
}

function judged(
  record: Partial<AttemptRecord>,
  settlement: Settlement,
  assert: ((result: unknown) => boolean | string) | null = null,
) {
  const {
    status,
    reason,
    error: failure,
  } = outcomeOf(attempt(record), settlement, { assert }, ['Cache', 'Limit']);
  return { status, reason, thrown: failure?.thrown };
}

describe('the outcome of a call', () => {
  it('is what the handler did, where nobody stands around it', () => {
    expect(judged({ watched: false }, { value: 1 })).toMatchObject({ status: 'completed', reason: null });
    expect(judged({ watched: false }, { error })).toEqual({ status: 'failed', reason: null, thrown: error });
  });

  it("is the handler's own, whatever came out further on", () => {
    expect(judged({ outcome: { error } }, { value: 'swallowed' })).toEqual({
      status: 'failed',
      reason: null,
      thrown: error,
    });
    expect(judged({ outcome: { error: undefined } }, { value: 1 })).toMatchObject({ status: 'failed' });
  });

  it('is the fault of the pipeline where an answer came while the handler was still running', () => {
    expect(judged({}, { value: 1 })).toMatchObject({
      status: 'failed',
      reason: 'pipeline',
      thrown: { message: 'One of Cache, Limit answered while the handler was still running.' },
    });
  });

  it('blames only a class whose own method stands in the stack', () => {
    const late = Object.assign(new Error('late'), {
      stack: 'Error: late\n at async Limit.intercept (x.js:1:1)',
    });
    const other = Object.assign(new Error('x'), { stack: 'Error: x\n at RateLimit.read (x.js:1:1)' });
    expect(judged({}, { error: late }).thrown).toMatchObject({
      message: expect.stringMatching(/^Limit failed/),
    });
    expect(judged({}, { error: other }).thrown).toMatchObject({
      message: expect.stringMatching(/^One of Cache, Limit failed/),
    });
  });

  it.each<[(result: unknown) => boolean | string, string]>([
    [() => false, 'The job ran, but its assertion on the result did not hold.'],
    [() => 'nothing was imported', 'nothing was imported'],
    [() => undefined as unknown as boolean, 'The job ran, but its assertion on the result did not hold.'],
    [
      () => Promise.reject(new Error('later')) as unknown as boolean,
      "The job's assertion answered with a promise: it has to say true, or why not, at once.",
    ],
    [
      () => {
        throw new Error('result is undefined');
      },
      "The job's assertion itself failed: result is undefined",
    ],
  ])('is a failure where the assertion objects', (assert, message) => {
    expect(judged({ outcome: { result: 0 } }, { value: 0 }, assert)).toMatchObject({
      status: 'failed',
      reason: 'assertion',
      thrown: { name: 'AssertionError', message },
    });
  });

  it('says why a call was given up', () => {
    expect(outcomeOfAbort(new ExecutionTimeoutError('scores', 20_000))).toMatchObject({
      status: 'timed_out',
      reason: 'timeout',
      error: { thrown: { message: '"scores" did not finish within its timeout of 20 s.' } },
    });
    expect(outcomeOfAbort(new ExecutionCancelledError('shutdown', 'bye'))).toMatchObject({
      status: 'cancelled',
      reason: 'shutdown',
    });
    expect(outcomeOfAbort(new Error('lease'))).toMatchObject({ status: 'cancelled', reason: 'lease_lost' });
  });
});
