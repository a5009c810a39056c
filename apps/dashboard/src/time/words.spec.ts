import { duration, fromNow, percent } from './words.js';

it.each([
  [0.42, '0.4 ms'],
  [38, '38 ms'],
  [999.6, '1000 ms'],
  [4_200, '4.2 s'],
  [59_400, '59 s'],
  [59_600, '1 min'],
  [200_000, '3 min 20 s'],
  [7_500_000, '2 h 5 min'],
  [3_599_700, '1 h'],
  [273_600_000, '3 d 4 h'],
  [-1_000, '−1 s'],
])('%d milliseconds are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

it.each([
  [0, 'now'],
  [-12_000, '12 s ago'],
  [240_000, 'in 4 min'],
  [-90_000_000, '1 d ago'],
])('what is %d ms away is %s', (away, text) => {
  expect(fromNow(1_000_000_000 + away, 1_000_000_000)).toBe(text);
});

it.each([
  [1, '100 %'],
  [0.99999, '99.99 %'],
  [0.9996, '99.96 %'],
  [0.5, '50 %'],
  [0, '0 %'],
  [null, '–'],
])('a share of %p is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});
