import { VirtualClock } from '../testing/virtual-clock.js';
import { DatabaseClock } from './database-clock.js';

describe('DatabaseClock', () => {
  const START = Date.parse('2026-03-02T12:00:00Z');
  let local: VirtualClock;
  let clock: DatabaseClock;

  beforeEach(() => {
    local = new VirtualClock(START);
    clock = new DatabaseClock(local);
  });

  /** An answer that took a while, as the database saw the middle of it. */
  const answer = (roundTrip: number, ahead: number) => {
    const asked = local.monotonic();
    const middle = local.now() + roundTrip / 2 + ahead;
    local.advance(roundTrip);
    clock.observe(asked, middle, local.monotonic());
  };

  it('is the local clock until the database has answered', () => {
    expect(clock.now()).toBe(START);
    local.advance(1_234);
    expect(clock.now()).toBe(START + 1_234);
  });

  it('takes half the round trip off', () => {
    answer(400, 10_000);
    expect(clock.now() - local.now()).toBe(10_000);
    expect(clock.localOffset).toBe(-10_000);
  });

  it('tells once how wrong the local clock was, by the first answer', () => {
    expect([clock.isMeasured, clock.correction]).toEqual([false, 0]);
    answer(400, -7_200_000);
    answer(2, -7_100_000);
    expect([clock.isMeasured, clock.correction]).toEqual([true, -7_200_000]);
  });

  it('does not waver by less than it can know', () => {
    answer(400, 5_000);
    answer(400, 5_150);
    expect(clock.localOffset).toBe(-5_000);
    answer(2, 5_150);
    expect(clock.localOffset).toBe(-5_150);
  });

  it.each([7_200_000, -7_200_000])(
    'goes on when the wall clock is stepped by %i ms, and shows the step',
    (step) => {
      answer(10, 0);
      const before = clock.now();
      local.step(step);
      expect(clock.now()).toBe(before);
      local.advance(1_000);
      expect(clock.now()).toBe(before + 1_000);
      expect(clock.localOffset).toBe(step);
    },
  );

  it('follows the database where its time jumps', () => {
    answer(10, 0);
    answer(10, -60_000);
    expect(clock.localOffset).toBe(60_000);
  });
});
