import type { RecordFacts } from './diagnosis-facts.js';
import { earliest, fewOf, finding, type Verdict } from './diagnosis.js';

/** How long after its time a partition may still be there: whoever reads it delays its drop, and `maintain` runs once a day. */
export const RETENTION_GRACE_MS = 3 * 24 * 3_600_000;

/** They are brought up to date once a minute; after an outage there may be much to count. */
const STATISTICS_GRACE_MS = 15 * 60_000;

const MAINTAIN = 'Run npx tracked-cron maintain as the role that owns the tables, best once a day from cron.';

export function checkPartitions({ room }: RecordFacts): Verdict {
  const findings =
    room.warning === null
      ? []
      : [
          finding('PARTITIONS_RUN_OUT', 'warning', room.warning, MAINTAIN, {
            dueAt: new Date(room.roomUntil),
          }),
        ];
  const until = Number.isFinite(room.roomUntil)
    ? ` until ${new Date(room.roomUntil).toISOString().slice(0, 10)}`
    : '';
  return { check: 'partitions', well: `There is room for what ends${until}.`, findings };
}

export function checkRetention({ overdue }: RecordFacts): Verdict {
  const names = overdue.map(({ name }) => name);
  const findings =
    overdue.length === 0
      ? []
      : [
          finding(
            'RETENTION_BEHIND',
            'warning',
            `${overdue.length} partitions have been kept for longer than asked for: ${fewOf(names)}.`,
            `${MAINTAIN} If it runs, look for a session that reads them for days (pg_stat_activity).`,
            { since: earliest(overdue.map(({ to }) => new Date(to))) },
          ),
        ];
  return { check: 'retention', well: 'What has been kept for long enough is gone.', findings };
}

export function checkStatistics({ now, countedUntil, cluster }: RecordFacts): Verdict {
  // only who lives counts
  const isBehind =
    countedUntil !== null &&
    now.getTime() - countedUntil.getTime() > STATISTICS_GRACE_MS &&
    cluster.items.some(({ state, startedAt }) => state === 'alive' && startedAt < sinceGrace(now));
  const findings = isBehind
    ? [
        finding(
          'STATISTICS_BEHIND',
          'warning',
          `What was written since ${countedUntil.toISOString()} is not in the statistics yet.`,
          'Look for its error in the log of the instances; a session that has cron_roll_ups locked keeps all of them from counting.',
          { since: countedUntil },
        ),
      ]
    : [];
  return { check: 'statistics', well: 'The statistics are up to date.', findings };
}

function sinceGrace(now: Date): Date {
  return new Date(now.getTime() - STATISTICS_GRACE_MS);
}
