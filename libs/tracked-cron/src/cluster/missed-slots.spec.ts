import fc from 'fast-check';
import { Schedule } from '../schedule/schedule.js';
import { gapsBetween, missedSlots } from './missed-slots.js';

const MINUTE = 60_000;
const START = Date.parse('2026-03-02T12:00:00Z');
const everyMinute = new Schedule('* * * * *', { timeZone: 'UTC' });
const everySecond = new Schedule('* * * * * *', { timeZone: 'UTC' });
const at = (minutes: number) => START + minutes * MINUTE;

describe('the times at which nobody was alive', () => {
  it('are all of it without instances', () => {
    expect(gapsBetween(0, 10, [])).toEqual([{ from: 0, to: 10 }]);
  });

  it('lie before, between and after lives', () => {
    const lives = [
      { from: 6, to: 7 },
      { from: 1, to: 3 },
      { from: 2, to: 4 },
    ];
    expect(gapsBetween(0, 10, lives)).toEqual([
      { from: 0, to: 1 },
      { from: 4, to: 6 },
      { from: 7, to: 10 },
    ]);
  });

  it('are exactly the instants that no life covers', () => {
    const life = fc.record({ from: fc.nat(40), length: fc.integer({ min: 1, max: 15 }) });
    fc.assert(
      fc.property(fc.array(life, { maxLength: 8 }), (given) => {
        const lives = given.map(({ from, length }) => ({ from: from - 10, to: from - 10 + length }));
        const gaps = gapsBetween(0, 30, lives);
        for (let instant = 0.5; instant < 30; instant++) {
          const covered = lives.some(({ from, to }) => from < instant && instant < to);
          expect(gaps.some(({ from, to }) => from < instant && instant < to)).toBe(!covered);
        }
      }),
    );
  });
});

describe('missed slots', () => {
  it('are those within the gaps, not those at their ends, which somebody was there for', () => {
    const gaps = [
      { from: at(0), to: at(3) },
      { from: at(5), to: at(7) },
    ];
    expect(missedSlots(everyMinute, at(0), gaps)).toEqual({
      slots: [at(1), at(2), at(6)],
      range: null,
      until: at(7),
      more: false,
    });
  });

  it('have rows for the newest hundred, and are counted before', () => {
    const { slots, range, more } = missedSlots(everyMinute, at(0), [{ from: at(0), to: at(251) }]);
    expect(slots).toHaveLength(100);
    expect(slots.at(-1)).toBe(at(250));
    expect(range).toEqual({ from: at(1), to: at(150), count: 150 });
    expect(more).toBe(false);
  });

  it('of a long gap come in parts that lose none and count none twice', () => {
    const gaps = [{ from: START, to: START + 25_001_000 }];
    let counted = 0;
    let after = START;
    for (let parts = 1; ; parts++) {
      const part = missedSlots(everySecond, after, gaps);
      counted += part.slots.length + (part.range?.count ?? 0);
      after = part.until;
      if (part.more) continue;
      expect(parts).toBe(3);
      break;
    }
    expect(counted).toBe(25_000);
  });
});
