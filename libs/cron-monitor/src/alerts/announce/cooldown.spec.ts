import { coolsUntil } from './cooldown.js';

const MINUTE = 60_000;

describe('the cooldown of an incident', () => {
  it('doubles with each message, up to a day', () => {
    const told = [0];
    const waits = Array.from({ length: 9 }, () => {
      const until = coolsUntil(told, 30 * MINUTE);
      const wait = until - told.at(-1)!;
      told.push(until);
      return wait / MINUTE;
    });
    expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1_440, 1_440, 1_440]);
  });

  it('is over where nothing was told, and never ends before it began', () => {
    expect(coolsUntil([], MINUTE)).toBe(-Infinity);
    expect(
      coolsUntil(
        Array.from({ length: 5_000 }, () => 0),
        1,
      ),
    ).toBe(1_440 * MINUTE);
  });
});
