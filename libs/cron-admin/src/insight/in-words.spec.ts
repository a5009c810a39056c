import { counted, durationInWords, percent, periodBefore } from './in-words.js';

const HOUR = 3_600_000;

describe('in words', () => {
  it.each([
    [0.42, '0.4 ms'],
    [350.4, '350 ms'],
    [999.6, '1.0 s'],
    [1_700, '1.7 s'],
    [9_960, '10 s'],
    [59_960, '1 min'],
    [125_000, '2 min 5 s'],
    [3 * HOUR + 20 * 60_000, '3 h 20 min'],
  ])('%d ms are %s', (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });

  it.each([
    [7 * 24 * HOUR + 1_234_567, 'the week before'],
    [24 * HOUR, 'the day before'],
    [24 * HOUR + 1_234_567, 'the day before'],
    [3 * 24 * HOUR, 'the 3 days before'],
    [HOUR, 'the hour before'],
    [6 * HOUR, 'the 6 hours before'],
    [60_000, 'the hour before'],
  ])('what was before %d ms is %s', (ms, words) => {
    expect(periodBefore(ms)).toBe(words);
  });

  it.each([
    [0.4166, '42 %'],
    [0.005, '0.5 %'],
    [0.996, '99.6 %'],
    [1, '100 %'],
    [0, '0 %'],
  ])('%d is %s', (share, words) => {
    expect(percent(share)).toBe(words);
  });

  it('counts one, and more', () => {
    expect([counted(1, 'slot'), counted(2, 'slot')]).toEqual(['1 slot', '2 slots']);
  });
});
