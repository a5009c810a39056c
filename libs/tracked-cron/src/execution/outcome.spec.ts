import { AttemptRecord } from './attempt-record.js';
import { ExecutionCancelledError, ExecutionTimeoutError, PipelineError } from './errors.js';
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

  it.each<[Partial<AttemptRecord>, Settlement, string]>([
    [
      { called: false },
      { value: 'cached' },
      'One of Cache, Limit answered instead of the handler, which was never called.',
    ],
    [
      { called: false },
      { error: Object.assign(new Error('no elements in sequence'), { name: 'EmptyError' }) },
      'One of Cache, Limit ended without calling the handler.',
    ],
    [
      { called: false },
      { error },
      'One of Cache, Limit failed before the handler was called: the feed is down',
    ],
    [{ called: false }, { error: new PipelineError('it can not be called') }, 'it can not be called'],
    [{}, { error }, 'One of Cache, Limit failed while the handler was still running: the feed is down'],
    [
      { outcome: { result: 1 } },
      { error },
      'One of Cache, Limit failed after the handler had succeeded: the feed is down',
    ],
    [
      { outcome: { result: 1 } },
      { error: Object.assign(new Error('no elements in sequence'), { name: 'EmptyError' }) },
      'One of Cache, Limit dropped the answer of the handler, which had succeeded.',
    ],
  ])('is the fault of the pipeline: %j, %j', (record, settlement, message) => {
    const { status, reason, thrown } = judged(record, settlement);
    expect({ status, reason }).toEqual({ status: 'failed', reason: 'pipeline' });
    expect(thrown).toMatchObject({ name: 'PipelineError', message });
    if ('error' in settlement && !(settlement.error instanceof PipelineError))
      expect((thrown as Error).cause).toBe(settlement.error);
  });

  it.each<[readonly string[], RegExp]>([
    [[], /^Something in front of the handler answered/],
    [['Cache'], /^Cache answered/],
  ])('names who could have been it, of %j', (enhancers, message) => {
    const { error: failure } = outcomeOf(attempt({}), { value: 1 }, { assert: null }, enhancers);
    expect(failure?.thrown).toMatchObject({ message: expect.stringMatching(message) });
  });

  it('is the result that the handler gave, watched or not', () => {
    const result = (record: Partial<AttemptRecord>, assert: (() => true) | null = null) =>
      outcomeOf(attempt(record), { value: 'outer' }, { assert }, []).result;
    expect(result({ watched: false })).toBe('outer');
    expect(result({ outcome: { result: 'inner' } })).toBe('inner');
    expect(result({ outcome: { result: 'inner' } }, () => true)).toBe('inner');
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
    const lost = new Error('lease');
    expect(outcomeOfAbort(lost)).toEqual({
      status: 'cancelled',
      reason: 'lease_lost',
      error: { thrown: lost },
      result: undefined,
    });
  });
});
