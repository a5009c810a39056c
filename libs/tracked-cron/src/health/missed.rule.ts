import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { newestFirst, placeOf, type SlotRecord } from './slot-record.js';

/**
 * Slots that nobody ran and nobody will run, until a good run makes up for them: one that carries the same slot
 * (a backfill) or a later one, or a manual one that began after the slot. A run is never bound to a slot by when
 * it ended. An error.
 */
export function findMissed({ recent }: JobFacts): Finding | undefined {
  const lastGood = Math.max(...recent.filter(isGood).map(placeOf), -Infinity);
  const missed = newestFirst(recent).filter(
    (record) => record.status === 'missed' && placeOf(record) > lastGood,
  );
  const oldest = missed.at(-1);
  if (oldest === undefined) return undefined;
  return {
    rule: 'missed',
    severity: 'error',
    told: true,
    since: new Date(placeOf(oldest)),
    message: missed.length === 1 ? 'nobody ran its slot' : `nobody ran its last ${missed.length} slots`,
    count: missed.length,
    slot: oldest.scheduledAt,
    executionId: null,
  };
}

function isGood(record: SlotRecord): boolean {
  return record.status === 'completed';
}
