import { toLocalInput } from '../time/local-input.js';
import { endOf, OPEN_END } from './until.js';

const now = Date.parse('2026-11-26T07:24:00.000Z');

it('never ends where nobody said when', () => {
  expect(endOf(OPEN_END, now)).toBeNull();
});

it('ends after the length that was chosen', () => {
  expect(endOf({ choice: '4h', own: '' }, now)).toBe(now + 4 * 3_600_000);
});

it('ends at an instant of somebody’s own, which has to lie ahead', () => {
  const own = toLocalInput(now + 60_000);
  expect(endOf({ choice: 'own', own }, now)).toBe(now + 60_000);
  expect(endOf({ choice: 'own', own }, now + 60_000)).toBeUndefined();
  expect(endOf({ choice: 'own', own: '' }, now)).toBeUndefined();
});
