import { judgeLoop } from './loop-stall.js';
import { SharedPulse } from './shared-pulse.js';

describe('SharedPulse', () => {
  it('shows the one side what the other wrote, to the microsecond, and nothing before that', () => {
    const one = new SharedPulse();
    const other = new SharedPulse(one.memory);
    expect(other.until).toBe(-Infinity);
    one.until = 1_234.567_8;
    other.turnedAt = 99.5;
    expect(other.until).toBe(1_234.567);
    expect(one.turnedAt).toBe(99.5);
    one.until = -Infinity;
    expect(other.until).toBe(-Infinity);
  });

  it('keeps the longest delay until it is taken', () => {
    const pulse = new SharedPulse();
    for (const delay of [20, 300, 40]) pulse.noteDelay(delay);
    expect(pulse.takeDelay()).toBe(300);
    expect(pulse.takeDelay()).toBe(0);
  });
});

describe('judgeLoop', () => {
  it.each([
    [0, null, false],
    [1_999, null, false],
    [2_000, 2_000, false],
    [59_999.4, 59_999, false],
    [60_000, 60_000, true],
  ])('of a silence of %s ms says blocked for %s, given up: %s', (silence, blockedFor, givenUp) => {
    expect(judgeLoop(silence, 60_000)).toEqual({ blockedFor, givenUp });
  });
});
