import fc from 'fast-check';
import {
  at,
  facts,
  findingOf,
  HOUR,
  MINUTE,
  record,
  running,
  SECOND,
} from '../../../../test/support/job-facts.js';
import type { AlertThresholds } from './alert-thresholds.js';
import { bandOf, usualDuration } from './usual-duration.js';

/** Takes 60 to 79 s. */
const USUAL = usualDuration(Array.from({ length: 20 }, (_, n) => (60 + n) * SECOND));
const took = (ms: number) => [record('completed', -HOUR, -HOUR + ms)];

describe('what a job usually takes', () => {
  it('is learned from its good runs', () => {
    expect(USUAL).toEqual({
      runs: 20,
      q1Ms: 64_000,
      medianMs: 69_000,
      q3Ms: 74_000,
      p99Ms: 79_000,
    });
    expect(usualDuration([])).toBeNull();
    expect(usualDuration([7])).toEqual({ runs: 1, q1Ms: 7, medianMs: 7, q3Ms: 7, p99Ms: 7 });
  });

  it('says nothing before there are 20 of them', () => {
    expect(bandOf(null)).toBeNull();
    expect(bandOf({ ...USUAL!, runs: 19 })).toBeNull();
  });

  it('is at least from half to twice the median, and wider where it varies', () => {
    expect(bandOf(USUAL)).toEqual({ lowMs: 34_500, highMs: 138_000 });
    const varied = { runs: 20, q1Ms: 10_000, medianMs: 20_000, q3Ms: 40_000, p99Ms: 90_000 };
    expect(bandOf(varied)).toEqual({ lowMs: 10_000 / 64, highMs: 40_000 * 64 });
  });

  it('always holds the middle half', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 20 }), (durations) => {
        const usual = usualDuration(durations)!;
        const band = bandOf(usual)!;
        expect(band.lowMs).toBeLessThanOrEqual(Math.max(1, usual.q1Ms));
        expect(band.highMs).toBeGreaterThanOrEqual(usual.q3Ms);
      }),
    );
  });
});

describe('slow', () => {
  const slow = (ms: number, written?: AlertThresholds, usual = USUAL) =>
    findingOf('slow', facts({ recent: took(ms), usual }, written));

  it.each([
    [138_000 - 1, false],
    [138_000, true],
  ])('is what takes much longer than usual: %p ms is %p', (ms, expected) => {
    expect(slow(ms) !== undefined).toBe(expected);
  });

  it('is shown, not told', () => {
    expect(slow(150_000)).toEqual({
      rule: 'slow',
      severity: 'warning',
      told: false,
      since: at(-HOUR),
      message: 'took 2 m 30 s, expected less than 2 m 18 s, usually 1 m 9 s',
      count: 1,
      slot: at(-HOUR),
      executionId: null,
    });
  });

  it('needs executionTime too, where the job is a quick one', () => {
    const quick = usualDuration(Array.from({ length: 20 }, () => 10));
    expect(slow(4_999, {}, quick)).toBeUndefined();
    expect(slow(5_000, {}, quick)).toBeDefined();
  });

  it('is what takes longer than a written executionTime, whatever is usual', () => {
    expect(slow(4_999, { executionTime: '5s' }, null)).toBeUndefined();
    expect(slow(5_000, { executionTime: '5s' }, null)?.message).toBe('took 5 s, expected less than 5 s');
    expect(slow(HOUR, {}, null)).toBeUndefined();
    expect(slow(150_000, { executionTime: '1h' })).toBeUndefined();
  });

  it('is also what runs now, until it is through', () => {
    const judged = facts({ recent: took(SECOND), inFlight: [running(-3 * MINUTE)], usual: USUAL });
    expect(findingOf('slow', judged)).toMatchObject({
      executionId: 'e1',
      since: at(-3 * MINUTE),
      message: 'has taken 3 m, expected less than 2 m 18 s, usually 1 m 9 s',
    });
  });

  it('is over with the next run that takes as long as usual', () => {
    const recent = [
      record('completed', -HOUR, -HOUR + MINUTE),
      record('completed', -2 * HOUR, -2 * HOUR + 9 * MINUTE),
    ];
    expect(findingOf('slow', facts({ recent, usual: USUAL }))).toBeUndefined();
  });
});

describe('fast', () => {
  const fast = (ms: number, written?: AlertThresholds, usual = USUAL) =>
    findingOf('fast', facts({ recent: took(ms), usual }, written));

  it.each([
    [34_500, true],
    [34_501, false],
  ])('is what takes much less than usual: %p ms is %p', (ms, expected) => {
    expect(fast(ms) !== undefined).toBe(expected);
  });

  it('is shown, not told', () => {
    expect(fast(12)).toEqual({
      rule: 'fast',
      severity: 'warning',
      told: false,
      since: at(-HOUR),
      message: 'took only 12 ms, usually 1 m 9 s',
      count: 1,
      slot: at(-HOUR),
      executionId: null,
    });
  });

  it('is not found of a job that usually takes less than executionTime', () => {
    const quick = usualDuration(Array.from({ length: 20 }, () => 4_999));
    expect(fast(1, {}, quick)).toBeUndefined();
    expect(fast(1, { executionTime: '1s' }, quick)).toBeDefined();
    expect(fast(1, {}, null)).toBeUndefined();
  });
});
