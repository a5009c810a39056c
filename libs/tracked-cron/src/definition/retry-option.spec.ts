import { defineJob } from './define-job.js';
import type { JobDefaults } from './option-layers.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const define = (options: TrackedCronJobOptions, defaults: Partial<JobDefaults> = {}) =>
  defineJob(
    {
      schedule: '* * * * *',
      options,
      handler: { kind: 'function', run: () => {} },
      defaultName: 'job',
      source: 'Jobs.job',
    },
    { timeZone: 'UTC', ...defaults },
  );
/** As somebody without types would write it. */
const untyped = (options: object) => () => define(options as TrackedCronJobOptions);

describe('the retries of a job', () => {
  it('are none by default', () => {
    expect(define({})).toMatchObject({ retryPolicy: { maxAttempts: 1 }, onLost: 'fail', breaker: null });
    expect(define({ retryPolicy: null }).retryPolicy.maxAttempts).toBe(1);
  });

  it('are two, with growing waits, where the policy says nothing else', () => {
    expect(define({ retryPolicy: {} }).retryPolicy).toEqual({
      maxAttempts: 3,
      initialDelay: 1_000,
      maxDelay: 300_000,
      factor: 2,
      jitter: 'full',
      maxRetryAfter: 3_600_000,
      classify: null,
    });
  });

  it('wait as long at most as they do at first, where that is long', () => {
    expect(define({ retryPolicy: { initialDelay: '10m' } }).retryPolicy.maxDelay).toBe(600_000);
  });

  it('come from the group, and the nearest policy counts as a whole', () => {
    const groups = {
      feed: { retryPolicy: { maxAttempts: 5, initialDelay: '10s' }, breaker: { failures: 2 } },
    };
    expect(define({ group: 'feed' }, { groups })).toMatchObject({
      retryPolicy: { maxAttempts: 5, initialDelay: 10_000 },
      breaker: { failures: 2, pause: 300_000, maxPause: 3_600_000 },
      optionSources: { retryPolicy: 'group feed', breaker: 'group feed' },
    });
    const nearer = define({ group: 'feed', retryPolicy: { maxAttempts: 2 }, breaker: null }, { groups });
    expect(nearer).toMatchObject({ retryPolicy: { maxAttempts: 2, initialDelay: 1_000 }, breaker: null });
    expect(define({ group: 'feed', retryPolicy: null }, { groups }).retryPolicy.maxAttempts).toBe(1);
  });

  it.each<[object, RegExp]>([
    [{ retryPolicy: 3 }, /write retryPolicy: \{ maxAttempts: 3 \}/],
    [{ retryPolicy: true }, /write retryPolicy: \{ maxAttempts: 3 \}/],
    [{ retryPolicy: { maxAttempts: 0 } }, /whole number from 1 to 100/],
    [{ retryPolicy: { maxAttempts: 2.5 } }, /whole number/],
    [{ retryPolicy: { maxAttempts: '3' } }, /whole number/],
    [
      { retryPolicy: { retries: 2 } },
      /retryPolicy\.retries is not known: write maxAttempts.* maxAttempts: 3/,
    ],
    [{ retryPolicy: { attempts: 2 } }, /write maxAttempts/],
    [{ retryPolicy: { minDelay: 2 } }, /write initialDelay/],
    [{ retryPolicy: { backoff: 'exponential' } }, /write initialDelay, maxDelay and factor/],
    [{ retryPolicy: { maxAttempt: 2 } }, /did you mean "maxAttempts"/],
    [{ retryPolicy: { initialDelay: '10' } }, /retryPolicy\.initialDelay.*no unit/],
    [{ retryPolicy: { initialDelay: '10s', maxDelay: '5s' } }, /maxDelay is shorter than initialDelay/],
    [{ retryPolicy: { factor: 0.5 } }, /factor must be a number from 1/],
    [{ retryPolicy: { factor: NaN } }, /factor must be/],
    [{ retryPolicy: { jitter: true } }, /jitter must be 'full' or 'none'/],
    [{ retryPolicy: { classify: 'permanent' } }, /classify must be a function/],
    [{ onLost: 'again' }, /onLost.*'fail' or 'retry'/],
    [{ onLost: 'retry' }, /write retryPolicy: \{ maxAttempts: 2 \} beside it/],
    [{ onLost: 'retry', retryPolicy: { maxAttempts: 1 } }, /has no attempt to make/],
    [
      { scope: 'instance', retryPolicy: {} },
      /retryPolicy is shared by all instances.*write scope: 'cluster'/,
    ],
    [{ profile: 'like-cron', breaker: {} }, /breaker is shared by all instances.*or breaker: null/],
    [{ breaker: 5 }, /write breaker: \{ failures: 5, pause: '5m' \}/],
    [{ breaker: { failures: 0 } }, /breaker\.failures must be a whole number/],
    [{ breaker: { failure: 3 } }, /did you mean "failures"/],
    [{ breaker: { pause: '2h', maxPause: '1h' } }, /maxPause is shorter than pause/],
    [{ breaker: { pause: 0 } }, /breaker\.pause/],
  ])('are refused as %j', (options, message) => {
    expect(untyped(options)).toThrow(message);
  });
});
