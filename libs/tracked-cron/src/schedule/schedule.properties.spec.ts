import fc from 'fast-check';
import { Schedule } from './schedule.js';

const zones = [
  'UTC',
  'America/New_York',
  'Europe/Dublin',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
];
const expressions = [
  '* * * * *', '*/10 * * * * *', '*/7 */5 * * *', '30 2 * * *', '0,30 0-3 * * *', '* 30 1,2 * * *', '0 0 13 * 5', '0 0 29 2 *',
  '0 9-17 * * 1-5', '15 */2 1 */3 *', '59 23 31 12 *', '@hourly', '@weekends', '@every 90s', '@every 7h13m', '@every 1500ms',
]; // prettier-ignore

const cases = fc.record({
  expression: fc.constantFrom(...expressions),
  timeZone: fc.constantFrom(...zones),
  at: fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2050, 0, 1) }),
});

/** A new object each time, so that nothing is answered from memory. */
const made = ({ expression, timeZone }: { expression: string; timeZone: string }) =>
  new Schedule(expression, { timeZone });

describe('A schedule, whatever its expression, zone and time', () => {
  it('is next due later than asked', () => {
    fc.assert(fc.property(cases, (c) => made(c).nextAfter(c.at) > c.at));
  });

  it('was previously due earlier than asked', () => {
    fc.assert(fc.property(cases, (c) => made(c).previousBefore(c.at)! < c.at));
  });

  it('has no slot between a time and the next slot', () => {
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 1, noNaN: true }), (c, share) => {
        const next = made(c).nextAfter(c.at);
        const between = Math.min(next - 1, c.at + Math.floor((next - c.at) * share));
        expect(made(c).nextAfter(between)).toBe(next);
        expect(made(c).previousBefore(next)!).toBeLessThanOrEqual(c.at);
      }),
    );
  });

  it('finds the same slots forwards and backwards', () => {
    fc.assert(
      fc.property(cases, (c) => {
        const first = made(c).nextAfter(c.at);
        const second = made(c).nextAfter(first);
        expect(made(c).previousBefore(second)).toBe(first);
        expect(made(c).nextAfter(made(c).previousBefore(first)!)).toBe(first);
      }),
    );
  });

  it('counts between two times what it lists between them', () => {
    // a day or two around every change of the clocks, and whatever lies between
    const around = fc.record({
      expression: fc.constantFrom(...expressions, '* 2 * * *', '*/20 30 1-3 * * *', '0 5,55 0-5 * * *'),
      timeZone: fc.constantFrom(...zones),
      at: fc.oneof(
        fc.integer({ min: Date.UTC(2026, 2, 28), max: Date.UTC(2026, 3, 6) }),
        fc.integer({ min: Date.UTC(2026, 9, 1), max: Date.UTC(2026, 10, 2) }),
        fc.integer({ min: Date.UTC(2011, 11, 28), max: Date.UTC(2012, 0, 2) }), // Apia left out a day
      ),
    });
    fc.assert(
      fc.property(around, fc.integer({ min: -1_000, max: 60 * 3_600_000 }), (c, length) => {
        const listed = [...made(c).slotsBetween(c.at, c.at + length)];
        expect(made(c).countBetween(c.at, c.at + length)).toBe(listed.length);
      }),
      { numRuns: 300 },
    );
  });

  it('lists between two times what repeated asking gives', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 12 }), (c, count) => {
        const schedule = made(c);
        const expected: number[] = [];
        let at = c.at;
        for (let i = 0; i < count; i += 1) expected.push((at = made(c).nextAfter(at)));
        expect(schedule.between(new Date(c.at), new Date(at)).map(Number)).toEqual(expected);
        expect([...schedule.slotsBetween(c.at, at)]).toEqual(expected);
      }),
    );
  });

  it('answers from memory what it would compute', () => {
    const shared = new Map(
      expressions.flatMap((expression) =>
        zones.map(
          (timeZone) => [`${timeZone} ${expression}`, new Schedule(expression, { timeZone })] as const,
        ),
      ),
    );
    fc.assert(
      fc.property(cases, fc.integer({ min: -100_000, max: 100_000 }), (c, shift) => {
        const schedule = shared.get(`${c.timeZone} ${c.expression}`)!;
        schedule.nextAfter(c.at);
        expect(schedule.nextAfter(c.at + shift)).toBe(made(c).nextAfter(c.at + shift));
      }),
    );
  });

  it('refuses or reads any text, and throws nothing else', () => {
    const characters = fc.constantFrom(...'0123456789*/,- ?@#ljanmoevrysh ');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 30 }), (text) => {
        try {
          new Schedule(text, { timeZone: 'UTC' }).nextAfter(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_EXPRESSION' });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
