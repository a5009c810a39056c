import { uuidV7Floor } from '../id-generator.js';
import type { SqlParameters } from './sql-parameters.js';

/** A stretch of time, milliseconds since the epoch: the first instant, and the first one after it. */
export interface TimelineStretch {
  readonly from: number;
  readonly to: number;
}

/** Nearly all that ever flew was down again by then; what flies longer has indexes of its own. */
const SHORT_FLIGHT_MS = 10 * 60_000;
/** Nothing is looked for that flew longer. */
const LONGEST_FLIGHT_MS = 31 * 24 * 3_600_000;
/** Ids and `created_at` are made by different clocks. */
const CLOCK_MARGIN_MS = 60_000;
/** So long after its slot an execution may have been born: a slot that was missed is written down when that is certain. */
const BORN_LATE_MS = 3_600_000;

/** Where an execution stands in time: at its start; where nothing started, at its slot. */
export const BEGAN = 'coalesce(e.started_at, e.scheduled_at, e.created_at)';

/** Where it ends; of what never started, and of what is in flight, where it began. */
export const ENDED = `coalesce(case when e.started_at is not null then e.completed_at end, ${BEGAN})`;

/** Milliseconds since the epoch: so many timestamps would take longer to read as text than to find. */
export function msOf(instant: string): string {
  return `(extract(epoch from ${instant})::float8 * 1000)`;
}

/** A condition on the births of ended executions `e` that met a stretch, but for those of long flights. */
export function bornSql({ from, to }: TimelineStretch, parameters: SqlParameters): string {
  return bornIn({ from: from - SHORT_FLIGHT_MS - CLOCK_MARGIN_MS, to: to + BORN_LATE_MS }, parameters);
}

/**
 * Conditions on ended executions `e` that met a stretch, each for the rows that one index gives by their ids: those that were kept
 * shortly or long, and of each those that were through soon, and the few others.
 */
export function meetsSql({ from, to }: TimelineStretch, parameters: SqlParameters): string[] {
  const instant = (ms: number) => `${parameters.add(new Date(ms))}::timestamptz`;
  return (['short', 'long'] as const).flatMap((kept) =>
    (['<=', '>'] as const).map((length) => {
      const before = length === '<=' ? SHORT_FLIGHT_MS + CLOCK_MARGIN_MS : LONGEST_FLIGHT_MS;
      return [
        `e.kept = '${kept}'`,
        `e.completed_at - e.created_at ${length} interval '10 minutes'`,
        bornIn({ from: from - before, to: to + BORN_LATE_MS }, parameters),
        `${BEGAN} < ${instant(to)}`,
        `case when e.started_at is null then ${BEGAN} else e.completed_at end >= ${instant(from)}`,
      ].join(' and ');
    }),
  );
}

function bornIn({ from, to }: TimelineStretch, parameters: SqlParameters): string {
  const floor = (ms: number) => `${parameters.add(uuidV7Floor(Math.max(0, ms)))}::uuid`;
  return `e.id >= ${floor(from)} and e.id < ${floor(to)}`;
}
