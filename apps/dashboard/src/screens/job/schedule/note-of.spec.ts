import { noteOf } from './note-of.js';

const fire = (slot: string, rest: Partial<Parameters<typeof noteOf>[0]> = {}) => ({
  slot,
  clockChange: null,
  closedBy: null,
  ...rest,
});

it('has nothing to say of most', () => {
  expect(noteOf(fire('2026-11-27T01:00:00Z'), fire('2026-11-26T01:00:00Z'), 'Europe/Riga')).toBe('');
});

it('says where the clocks changed since the one before', () => {
  const summer = fire('2026-10-24T00:30:00Z');
  expect(noteOf(fire('2026-10-25T01:30:00Z'), summer, 'Europe/Riga')).toBe(
    'The clocks went back since the one before: UTC+3 → UTC+2.',
  );
  expect(noteOf(fire('2026-10-25T01:30:00Z'), summer, 'UTC')).toBe('');
});

it('says what a change of the clocks does to it, and what keeps it from running', () => {
  const moved = fire('2026-03-29T01:00:00Z', { clockChange: 'moved', closedBy: 'holiday' });
  expect(noteOf(moved, undefined, 'Europe/Riga')).toBe(
    'It will be skipped: holiday. The clocks skip its time: it runs right after the gap.',
  );
  expect(noteOf(fire('2026-10-25T00:30:00Z', { clockChange: 'first_of_two' }), undefined, 'UTC')).toContain(
    'twice',
  );
});
