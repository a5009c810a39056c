import { possibleActions } from './possible-actions.js';

const job = {
  system: false,
  observed: false,
  removedAt: null,
  paused: null,
  skipNext: null,
  nextDueAt: '2026-11-26T08:00:00.000Z',
  disabledReason: null,
};
const everything = () => true;
const paused = { since: '2026-11-26T07:00:00.000Z', until: null, by: null, reason: null };

it('offers what makes sense of a job that runs', () => {
  expect(possibleActions(job, everything)).toEqual(['trigger', 'pause', 'skip', 'backfill']);
});

it('offers to resume what is paused, or to pause it otherwise, and no slot to skip', () => {
  expect(possibleActions({ ...job, paused }, everything)).toEqual([
    'trigger',
    'repause',
    'resume',
    'backfill',
  ]);
});

it('offers no slot to skip where there is none, or it will be skipped anyway', () => {
  const skipNext = { slot: job.nextDueAt, by: null, reason: null };
  for (const other of [
    { ...job, nextDueAt: null },
    { ...job, disabledReason: 'off' },
    { ...job, skipNext },
  ]) {
    expect(possibleActions(other, everything)).not.toContain('skip');
  }
});

it('offers nothing but a trigger of what is our own, and nothing of what others run or is gone', () => {
  expect(possibleActions({ ...job, system: true }, everything)).toEqual(['trigger']);
  expect(possibleActions({ ...job, observed: true }, everything)).toEqual([]);
  expect(possibleActions({ ...job, removedAt: job.nextDueAt }, everything)).toEqual([]);
});

it('offers only what the role may do', () => {
  expect(possibleActions(job, (action) => action === 'read')).toEqual([]);
  expect(possibleActions(job, (action) => action === 'skip')).toEqual(['skip']);
});
