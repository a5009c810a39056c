import { newerOf, seenOf } from './seen-window.js';

const SEEN = '2026-11-26T08:00:00.000Z';

it('ends the window where somebody began to look, and counts what came behind it', () => {
  const filters = { jobName: 'standings', sort: '-duration' } as const;
  expect(seenOf(filters, SEEN)).toEqual({ ...filters, to: SEEN });
  expect(newerOf(filters, SEEN)).toEqual({ jobName: 'standings', from: SEEN });
});

it('keeps an end that was asked for and lies before', () => {
  const filters = { to: '2026-11-25' };
  expect(seenOf(filters, SEEN)).toBe(filters);
  expect(newerOf(filters, SEEN)).toBeNull();
});

it('moves an end that lies ahead, behind which nothing is counted', () => {
  const filters = { from: '2026-11-01', to: '2026-11-27' };
  expect(seenOf(filters, SEEN)).toEqual({ from: '2026-11-01', to: SEEN });
  expect(newerOf(filters, SEEN)).toEqual({ from: SEEN, to: '2026-11-27' });
});

it('asks for no window that ends before it begins', () => {
  const filters = { from: '2026-11-27' };
  expect(seenOf(filters, SEEN)).toBe(filters);
  expect(newerOf(filters, SEEN)).toBeNull();
});
