import fc from 'fast-check';
import { formatDuration, parseDuration, type Duration } from './duration.js';

describe('parseDuration', () => {
  it.each<[Duration, number]>([
    [1, 1],
    [5000, 5000],
    [0.5, 0.5],
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['1.5h', 5_400_000],
    ['0.1s', 100],
    [' 1 h 30 m ', 5_400_000],
    ['3650d', 315_360_000_000],
  ])('reads %p as %p ms', (written, ms) => {
    expect(parseDuration(written, 'timeout')).toBe(ms);
  });

  it.each<[unknown, RegExp]>([
    ['30', /has no unit: write '30s', '30m', or the number 30/],
    ['5min', /did you mean '5m'\?/],
    ['5 Minutes', /did you mean '5m'\?/],
    ['2 days', /did you mean '2d'\?/],
    ['100 millis', /did you mean '100ms'\?/],
    ['30m1h', /each unit once, the largest first/],
    ['1h1h', /each unit once/],
    ['', /is not a duration: write milliseconds/],
    ['soon', /is not a duration: write/],
    ['-5m', /is not a duration: write/],
    ['1w', /is not a duration: write/],
    ['5m,', /is not a duration: write/],
    ['1h'.repeat(1_000_000), /is not a duration: write/],
    [' '.repeat(10_000_000), /is not a duration: write/],
    ['0s', /has to be longer than nothing/],
    [0, /has to be longer than nothing/],
    [-1, /has to be longer than nothing/],
    [NaN, /is not a number of milliseconds/],
    [Infinity, /is not a number of milliseconds/],
    ['3651d', /longer than 10 years/],
    [1e15, /longer than 10 years/],
    [null, /is not a duration: write/],
    [{}, /is not a duration: write/],
  ])('refuses %.40p and says what to write instead', (written, message) => {
    const refused = () => parseDuration(written as Duration, 'timeout of job "sync"');
    expect(refused).toThrow(message);
    expect(refused).toThrow(/^timeout of job "sync": /);
    expect(refused).toThrow(expect.objectContaining({ code: 'INVALID_DURATION' }));
  });

  it('reads back what was written of whole units', () => {
    const parts = fc.record({
      d: fc.integer({ min: 0, max: 100 }),
      h: fc.integer({ min: 0, max: 100 }),
      m: fc.integer({ min: 0, max: 100 }),
      s: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(parts, ({ d, h, m, s }) => {
        expect(parseDuration(`${d}d${h}h${m}m${s}s`, 'x')).toBe((((d * 24 + h) * 60 + m) * 60 + s) * 1000);
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [250, '250 ms'],
    [999.6, '1 s'],
    [1500, '1.5 s'],
    [9960, '10 s'],
    [18_000, '18 s'],
    [59_600, '1 m'],
    [90_000, '1 m 30 s'],
    [3_599_600, '1 h'],
    [5_400_000, '1 h 30 m'],
    [86_399_999, '1 d'],
    [90_000_000, '1 d 1 h'],
    [604_800_000, '7 d'],
    [-1500, '-1.5 s'],
    [NaN, 'unknown'],
  ])('writes %p ms as %p', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('writes what parseDuration reads, within the precision of its smallest unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3649 * 86_400_000 }), (ms) => {
        const read = parseDuration(formatDuration(ms), 'x');
        expect(Math.abs(read - ms)).toBeLessThanOrEqual(Math.max(50, ms / 45));
      }),
    );
  });
});
