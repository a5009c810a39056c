import fc from 'fast-check';
import { resolveThresholds } from './resolve-thresholds.js';
import type { AlertThresholds } from './alert-thresholds.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('resolveThresholds', () => {
  it.each([
    ['a second', SECOND, 1 * MINUTE, 3],
    ['a minute', MINUTE, 1 * MINUTE, 3],
    ['5 minutes', 5 * MINUTE, 2.5 * MINUTE, 3],
    ['19 minutes', 19 * MINUTE, 9.5 * MINUTE, 3],
    ['an hour less a second', HOUR - SECOND, 10 * MINUTE, 3],
    ['an hour', HOUR, 10 * MINUTE, 1],
    ['a day', DAY, 10 * MINUTE, 1],
  ])(
    'gives a job with a period of %s its start deadline and its patience with failures',
    (_, periodMs, deadline, failures) => {
      expect(resolveThresholds(undefined, { periodMs })).toEqual({
        startDeadlineMs: deadline,
        stalenessMs: 30 * MINUTE,
        maxDurationMs: 30 * MINUTE,
        stallAfterMs: 10 * MINUTE,
        stallIsJudgedFromStart: false,
        consecutiveFailures: failures,
        failureRate: 0.2,
        executionTimeMs: 5000,
        executionTimeIsLimit: false,
        skippedInARow: 3,
        mustSucceedBy: null,
        objective: null,
        recoverAfter: 1,
        tell: {},
      });
    },
  );

  it.each([
    [undefined, 30 * MINUTE],
    [null, 30 * MINUTE],
    [0, 10 * MINUTE],
    [10, 10 * MINUTE],
    [200 * SECOND, 10 * MINUTE],
    [HOUR, 3 * HOUR],
  ])('with a p99 of %p ms lets a run be in flight for %p ms', (p99Ms, maxDurationMs) => {
    expect(resolveThresholds({}, { periodMs: DAY, p99Ms })).toMatchObject({ maxDurationMs });
  });

  it('takes what is written', () => {
    const written: AlertThresholds = {
      startDeadline: '90s',
      staleness: '2h',
      maxDuration: '1h30m',
      stallAfter: 5000,
      consecutiveFailures: 5,
      failureRate: 1,
      executionTime: '5s',
      skippedInARow: 2,
      mustSucceedBy: '6:00',
      objective: { successRate: 0.99 },
      recoverAfter: 3,
      tell: { slow: 'warning', late: false },
    };
    expect(resolveThresholds(written, { periodMs: DAY, p99Ms: HOUR })).toEqual({
      startDeadlineMs: 90 * SECOND,
      stalenessMs: 2 * HOUR,
      maxDurationMs: 1.5 * HOUR,
      stallAfterMs: 5000,
      stallIsJudgedFromStart: true,
      consecutiveFailures: 5,
      failureRate: 1,
      executionTimeMs: 5000,
      executionTimeIsLimit: true,
      skippedInARow: 2,
      mustSucceedBy: '06:00',
      objective: { successRate: 0.99, availability: null, windowMs: 30 * DAY },
      recoverAfter: 3,
      tell: { slow: 'warning', late: false },
    });
  });

  it('never lets the default start deadline outlast the staleness', () => {
    expect(resolveThresholds({ staleness: '2m' }, { periodMs: DAY })).toMatchObject({
      startDeadlineMs: 2 * MINUTE,
    });
  });

  it('refuses a staleness that was meant in minutes, and says how to write it', () => {
    const refused = () => resolveThresholds({ staleness: 30 }, { periodMs: DAY }, 'job "sync"');
    expect(refused).toThrow(/^job "sync": staleness of 30 ms is too short to be meant: did you mean '30m'\?/);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_THRESHOLD' }));
    expect(resolveThresholds({ staleness: 1000 }, { periodMs: DAY }).stalenessMs).toBe(1000);
  });

  it.each<[AlertThresholds, RegExp]>([
    [{ staleness: '999ms' }, /did you mean '30m'\?/],
    [{ staleness: '30' }, /staleness: '30' has no unit/],
    [{ startDeadline: 0 }, /startDeadline: 0 has to be longer/],
    [{ maxDuration: 'long' }, /maxDuration: 'long' is not a duration/],
    [{ stallAfter: NaN }, /stallAfter: NaN/],
    [{ executionTime: -1 }, /executionTime: -1/],
    [{ consecutiveFailures: 0 }, /consecutiveFailures: 0 .* whole number from 1 on/],
    [{ consecutiveFailures: 1.5 }, /consecutiveFailures: 1.5/],
    [{ failureRate: 0 }, /failureRate: 0 is not a share/],
    [{ failureRate: 20 }, /failureRate: 20 is not a share.*Did you mean 0.2\?/],
    [{ failureRate: NaN }, /failureRate: NaN is not a share/],
    [{ skippedInARow: 0 }, /skippedInARow: 0 is not a number of slots/],
    [{ recoverAfter: -1 }, /recoverAfter: -1 .* whole number from 1 on/],
    [{ mustSucceedBy: '24:00' }, /mustSucceedBy: '24:00' is not a time of day: write '06:00'/],
    [{ mustSucceedBy: '6am' }, /mustSucceedBy: '6am'/],
    [{ objective: {} }, /objective says no share: write objective: \{ successRate: 0.99 \}/],
    [{ objective: { successRate: 99.9 } }, /objective.successRate: 99.9 .* Did you mean 0.999\?/],
    [{ objective: { availability: 1 } }, /objective.availability: 1 is not a share that leaves a budget/],
    [{ objective: { successRate: 0.9, window: '1h' } }, /objective.window: '1h' has to be 1 day to 90 days/],
    [{ objective: { successRate: 0.9, window: '30' } }, /objective.window: '30' has no unit/],
    [{ tell: { slow: 'loud' as 'error' } }, /tell.slow: 'loud': write true, false, 'info', 'warning'/],
    [{ tell: { sloww: true } as AlertThresholds['tell'] }, /tell.sloww is no finding: there are late,/],
  ])('refuses %j', (written, message) => {
    expect(() => resolveThresholds(written, { periodMs: DAY })).toThrow(message);
  });

  it.each<[AlertThresholds, object]>([
    [{ staleness: 30 }, { threshold: 'staleness', value: 30 }],
    [{ consecutiveFailures: 0 }, { threshold: 'consecutiveFailures', value: 0 }],
    [{ failureRate: 2 }, { threshold: 'failureRate', value: 2 }],
  ])('carries what is wrong with %j as data', (written, details) => {
    expect(() => resolveThresholds(written, { periodMs: DAY })).toThrow(expect.objectContaining({ details }));
  });

  it('asks for no daily time and no objective where they are null', () => {
    const { mustSucceedBy, objective } = resolveThresholds(
      { mustSucceedBy: null, objective: null },
      { periodMs: DAY },
    );
    expect([mustSucceedBy, objective]).toEqual([null, null]);
  });

  it('says alertThresholds where nobody says whose they are', () => {
    expect(() => resolveThresholds({ staleness: 45 }, { periodMs: DAY })).toThrow(
      "alertThresholds: staleness of 45 ms is too short to be meant: did you mean '45m'? A number is milliseconds, one second is the least.",
    );
    expect(() => resolveThresholds({ staleness: 0.5 }, { periodMs: DAY })).toThrow(/did you mean '30m'\?/);
  });

  it('takes a single failure, and every one', () => {
    const written = { consecutiveFailures: 1, failureRate: 1 };
    expect(resolveThresholds(written, { periodMs: DAY })).toMatchObject(written);
    expect(resolveThresholds({ consecutiveFailures: 1 }, { periodMs: MINUTE })).toMatchObject({
      consecutiveFailures: 1,
    });
  });

  it.each<[unknown, RegExp]>([
    [100, /at most 1\. Did you mean 1\?$/],
    [101, /at most 1\.$/],
    [-5, /at most 1\.$/],
    ['50', /at most 1\.$/],
    ['0.5', /at most 1\.$/],
  ])('has an idea what a failure rate of %j was meant to be, or none', (failureRate, message) => {
    expect(() => resolveThresholds({ failureRate: failureRate as number }, { periodMs: DAY })).toThrow(
      message,
    );
  });

  it('gives every period a deadline of 1 to 10 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 * DAY }), (periodMs) => {
        const { startDeadlineMs } = resolveThresholds(undefined, { periodMs });
        expect(startDeadlineMs).toBeGreaterThanOrEqual(MINUTE);
        expect(startDeadlineMs).toBeLessThanOrEqual(10 * MINUTE);
      }),
    );
  });
});
