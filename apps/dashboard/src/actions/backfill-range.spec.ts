import type { Schemas } from '../api/client.js';
import { isInOneLedger, previewOf, rangeProblem, windowOf } from './backfill-range.js';

const DAY = 24 * 3_600_000;
const now = Date.parse('2026-11-26T08:00:00.000Z');

const fires = (slots: readonly string[], more = false) =>
  ({ items: slots.map((slot) => ({ slot })), more }) as unknown as Schemas['Fires'];
const ledger = (outcomes: readonly [string, number][], next: string | null = null) =>
  ({ items: outcomes.map(([outcome, count]) => ({ outcome, count })), next }) as unknown as Schemas['Ledger'];

it('says what is wrong with a range that is not past, or the wrong way round', () => {
  expect(rangeProblem({ from: now - DAY, to: now }, now)).toBeNull();
  expect(rangeProblem({ from: now - DAY, to: now + 1 }, now)).toContain('in the past');
  expect(rangeProblem({ from: now, to: now - 1 }, now)).toContain('begin before');
});

it('asks for the beginning of a range too, which windows leave out', () => {
  expect(windowOf({ from: now, to: now + DAY }).from).toBe('2026-11-26T07:59:59.999Z');
});

it('asks the ledger at once about as much as it answers', () => {
  expect(isInOneLedger({ from: now - 30 * DAY, to: now })).toBe(true);
  expect(isInOneLedger({ from: now - 31 * DAY, to: now })).toBe(false);
});

it('counts slots, and what became of them', () => {
  const slots = ['2026-11-25T00:00:00.000Z', '2026-11-25T01:00:00.000Z', '2026-11-25T02:00:00.000Z'];
  const recorded = ledger([
    ['missed', 1],
    ['completed', 1],
    ['missed', 1],
  ]);
  expect(previewOf(fires(slots), recorded)).toEqual({
    count: 3,
    more: false,
    first: slots[0],
    last: slots[2],
    outcomes: [
      { outcome: 'missed', count: 2 },
      { outcome: 'completed', count: 1 },
    ],
  });
});

it('says nothing of outcomes where it knows them of a part only', () => {
  expect(previewOf(fires([]), ledger([['missed', 1]], '2026-11-25T00:00:00.000Z')).outcomes).toBeNull();
  expect(previewOf(fires([]), null)).toEqual({
    count: 0,
    more: false,
    first: null,
    last: null,
    outcomes: null,
  });
});
