import type { EndedRow } from 'nestjs-tracked-cron/internal';

/** An instant at which a rule may have become true, and what was known then. Instants in epoch milliseconds. */
export interface Moment {
  readonly at: number;
  /** How many of the executions, in the order of their ends, had ended. */
  readonly ended: number;
  /** The execution that was waited for, that ran for too long, or that made up for what was missed; null for none. */
  readonly waiting: { readonly row: EndedRow; readonly started: boolean } | null;
}

/** What is written so shortly afterwards was seen with it. */
const TOGETHER_MS = 1_000;
/** Slots that are written one by one when they are given up together. */
const MOST_GIVEN_UP = 100;

/** How long is too long, as the job's thresholds say. Milliseconds. */
export interface Limits {
  readonly startDeadlineMs: number;
  readonly stalenessMs: number;
  readonly maxDurationMs: number;
}

/**
 * The instants at which somebody who watched would have seen something new, in their order: each end, each slot that was not
 * started in time, each execution that ran for too long.
 *
 * @param rows of one job, in the order of their ends
 */
export function momentsOf(rows: readonly EndedRow[], limits: Limits): readonly Moment[] {
  const moments = rows.flatMap((row, index) => [
    ...waitsOf(row, limits).map((at) => ({
      at,
      ended: endedBefore(rows, at),
      waiting: { row, started: false },
    })),
    ...(runsOver(row, limits) ?? []).map((at) => ({
      at,
      ended: endedBefore(rows, at),
      waiting: { row, started: true },
    })),
    { at: row.completedAt.getTime(), ended: index + 1, waiting: madeUpBy(rows, index) },
  ]);
  return moments.sort((a, b) => a.at - b.at || a.ended - b.ended);
}

function waitsOf(
  { scheduledAt, startedAt, completedAt, status }: EndedRow,
  { startDeadlineMs, stalenessMs }: Limits,
): number[] {
  // what was skipped was not waited for
  if (scheduledAt === null || status === 'skipped') return [];
  const until = (startedAt ?? completedAt).getTime();
  return [startDeadlineMs, stalenessMs].map((ms) => scheduledAt.getTime() + ms).filter((at) => at <= until);
}

function runsOver({ startedAt, completedAt }: EndedRow, { maxDurationMs }: Limits): number[] | null {
  if (startedAt === null || +completedAt - +startedAt < maxDurationMs) return null;
  return [startedAt.getTime() + maxDurationMs];
}

/** Slots are given up where one run begins that makes up for them: what is judged then sees it under way. */
function madeUpBy(rows: readonly EndedRow[], index: number): Moment['waiting'] {
  const { status, completedAt } = rows[index];
  if (status !== 'missed') return null;
  const beginsBy = completedAt.getTime() + TOGETHER_MS;
  const row = rows
    .slice(index + 1, index + 1 + MOST_GIVEN_UP)
    .find(({ startedAt }) => startedAt !== null && startedAt.getTime() <= beginsBy);
  return row === undefined ? null : { row, started: true };
}

/** By bisection: histories are long. */
function endedBefore(rows: readonly EndedRow[], at: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].completedAt.getTime() < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
