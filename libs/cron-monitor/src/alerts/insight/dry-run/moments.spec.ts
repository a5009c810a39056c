import type { EndedRow } from 'nestjs-tracked-cron/internal';
import { momentsOf } from './moments.js';

const MINUTE = 60_000;
const NOON = Date.parse('2026-01-14T12:00:00Z');
const minute = (count: number) => new Date(NOON + count * MINUTE);
const LIMITS = { startDeadlineMs: 10 * MINUTE, stalenessMs: 30 * MINUTE, maxDurationMs: 60 * MINUTE };

/** An execution of the slot at a minute; without a start it was missed. */
function row(slot: number, startedAt: number | null, completedAt: number): EndedRow {
  return {
    id: `e${slot}`,
    jobId: 'j',
    status: startedAt === null ? 'missed' : 'completed',
    reason: null,
    kept: startedAt === null ? 'long' : 'short',
    scheduledAt: minute(slot),
    startedAt: startedAt === null ? null : minute(startedAt),
    completedAt: minute(completedAt),
    durationMs: null,
    fingerprint: null,
  };
}

const seen = (rows: readonly EndedRow[]) =>
  momentsOf(rows, LIMITS).map(({ at, ended, waiting }) => [
    (at - NOON) / MINUTE,
    ended,
    waiting && `${waiting.row.id} ${waiting.started ? 'runs' : 'waits'}`,
  ]);

describe('the moments of a history', () => {
  it('are each end, each late start and each run that takes too long', () => {
    expect(seen([row(0, 12, 80)])).toEqual([
      [10, 0, 'e0 waits'],
      [72, 0, 'e0 runs'],
      [80, 1, null],
    ]);
  });

  it('show of slots that were given up the run that began then', () => {
    expect(seen([row(0, null, 5), row(2, null, 5), row(4, 5, 8), row(6, null, 9)])).toEqual([
      [5, 1, 'e4 runs'],
      [5, 2, 'e4 runs'],
      [8, 3, null],
      [9, 4, null],
    ]);
  });
});
