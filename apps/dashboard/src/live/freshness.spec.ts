import { freshnessOf } from './freshness.js';

it.each([
  [0, true, 'live'],
  [600_000, true, 'live'],
  [20_000, false, 'polling'],
  [20_001, false, 'stale'],
] as const)('what is %d ms old is, with a live connection: %p, %s', (ageMs, isLive, expected) => {
  expect(freshnessOf(ageMs, isLive)).toBe(expected);
});
