import { changeInWords, percentiles } from './change-words.js';
import type { Performance } from './job-line.js';

const job = (p50: number, p95: number, change: number | null) =>
  ({ duration: { p50, p95 }, change: { p95: change } }) as Performance;

it('shows both percentiles', () => {
  expect(percentiles(job(46, 1_204, null))).toBe('46 ms → 1.2 s');
  expect(percentiles({ duration: null } as Performance)).toBeNull();
});

it.each([
  [job(40, 1_180, 0.18), 'worse: 18 % slower', 'worse'],
  [job(40, 900, 2), 'worse: 3 times as long', 'worse'],
  [job(40, 880, -0.12), 'better: 12 % faster', 'better'],
  [job(40, 1_090, 0.09), 'as before', 'same'],
  // half as long again, and yet nobody would notice
  [job(2, 9, 0.5), 'as before', 'same'],
])('says of the p95 against the period before: %#', (performance, text, is) => {
  expect(changeInWords(performance)).toEqual({ text, is });
});

it('says nothing where there is nothing to compare with', () => {
  expect(changeInWords(job(40, 100, null))).toBeNull();
});
