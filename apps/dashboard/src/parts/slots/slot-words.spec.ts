import { slotInWords, slotsInWords, type SlotOutcome } from './slot-words.js';

const slot = (about: Partial<SlotOutcome>): SlotOutcome => ({
  executionId: '01a20902-d3f2-7000-8fdf-aefb0462c506',
  scheduledAt: '2026-11-26T07:24:03Z',
  until: null,
  count: 1,
  status: 'completed',
  durationMs: 1_250,
  ...about,
});

it('says of a slot when it was, what became of it and how long that took', () => {
  expect(slotInWords(slot({}), 'UTC')).toBe('26 Nov 2026, 07:24:03: completed, took 1.3 s');
  expect(slotInWords(slot({ status: 'missed', durationMs: null }), 'UTC')).toBe(
    '26 Nov 2026, 07:24:03: missed',
  );
  expect(slotInWords(slot({ status: 'running' }), 'UTC')).toBe('26 Nov 2026, 07:24:03: running');
});

it('says of a stretch from when to when, and how many', () => {
  const stretch = { executionId: null, until: '2026-11-26T08:00:00Z', count: 1_200, durationMs: null };
  expect(slotInWords(slot({ ...stretch, status: 'skipped' }), 'UTC')).toBe(
    '26 Nov 2026, 07:24:03 to 26 Nov 2026, 08:00:00: 1,200 slots skipped',
  );
});

it('counts several by what became of them, stretches in full', () => {
  expect(slotsInWords([slot({}), slot({ durationMs: 400 }), slot({ status: 'skipped', count: 5 })])).toBe(
    'Last slots: 2 completed, 5 skipped; the longest took 1.3 s',
  );
  expect(slotsInWords([])).toBe('No slots yet');
});
