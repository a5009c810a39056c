import fc from 'fast-check';
import { afterVerdict, breakerWord, CLOSED, type BreakerState } from './breaker.js';

const policy = { failures: 3, pause: 60_000, maxPause: 200_000 };
const fail = (executionId = 'x') => ({ executionId, failed: true });
const good = (executionId = 'x') => ({ executionId, failed: false });

function after(state: BreakerState, verdicts: { executionId: string; failed: boolean }[], now = 0) {
  return verdicts.reduce((before, verdict) => afterVerdict(before, verdict, policy, now), state);
}

describe('a circuit breaker', () => {
  it('opens after so many failures in a row, and not before', () => {
    expect(breakerWord(after(CLOSED, [fail(), fail()]), 0)).toBe('closed');
    const open = after(CLOSED, [fail(), fail(), fail()], 1_000);
    expect(open).toEqual({ failures: 3, openings: 1, openedAt: 1_000, until: 61_000, trial: null });
  });

  it('counts from the last good one on', () => {
    expect(breakerWord(after(CLOSED, [fail(), fail(), good(), fail(), fail()]), 0)).toBe('closed');
  });

  it('is half-open when its pause is over', () => {
    const open = after(CLOSED, [fail(), fail(), fail()]);
    expect([59_999, 60_000].map((now) => breakerWord(open, now))).toEqual(['open', 'half-open']);
  });

  it('closes after a good trial, and begins to count anew', () => {
    const trial = { ...after(CLOSED, [fail(), fail(), fail()]), trial: 't' };
    expect(after(trial, [good('t')])).toEqual(CLOSED);
  });

  it('closes after any good execution: one by hand shows as well that the job works', () => {
    expect(after(after(CLOSED, [fail(), fail(), fail()]), [good('by hand')])).toEqual(CLOSED);
  });

  it('opens for twice as long after each failed trial, up to the longest pause', () => {
    let state = after(CLOSED, [fail(), fail(), fail()]);
    const pauses: number[] = [];
    for (let nth = 0; nth < 4; nth++) {
      const now = state.until!;
      state = afterVerdict({ ...state, trial: `t${nth}` }, fail(`t${nth}`), policy, now);
      pauses.push(state.until! - now);
      expect(state.trial).toBeNull();
    }
    expect(pauses).toEqual([120_000, 200_000, 200_000, 200_000]);
    expect(state.openings).toBe(5);
    expect(state.openedAt).toBe(0);
  });

  it('is not held open by failures that are not its trial', () => {
    const open = { ...after(CLOSED, [fail(), fail(), fail()]), trial: 't' };
    const later = after(open, [fail('started long ago'), fail('by hand')], 50_000);
    expect(later).toMatchObject({ until: open.until, openings: 1, trial: 't', failures: 5 });
  });

  it('answers the same object where nothing changes, so that nobody writes', () => {
    expect(afterVerdict(CLOSED, good(), policy, 5)).toBe(CLOSED);
  });

  it('is closed after every good execution, whatever came before; and never opens without a row of failures', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), (failures) => {
        let state = CLOSED;
        let row = 0;
        failures.forEach((failed, now) => {
          state = afterVerdict(state, { executionId: state.trial ?? 'x', failed }, policy, now);
          row = failed ? row + 1 : 0;
          expect(state.failures).toBe(row);
          expect(state.until === null).toBe(row < policy.failures);
          expect(state.openings > 0).toBe(state.until !== null);
        });
      }),
    );
  });

  it('never stays open for longer than its longest pause', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (openings) => {
        const state = { failures: 9, openings, openedAt: 0, until: 0, trial: 't' };
        const { until } = afterVerdict(state, fail('t'), policy, 7);
        expect(until).toBeGreaterThanOrEqual(7 + policy.pause);
        expect(until).toBeLessThanOrEqual(7 + policy.maxPause);
      }),
    );
  });
});
