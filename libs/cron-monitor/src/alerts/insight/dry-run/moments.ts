import type { EndedRow } from 'nestjs-tracked-cron/internal';

/** An instant at which a rule may have become true, and what was known then. Instants in epoch milliseconds. */
export interface Moment {
  readonly at: number;
  /** How many of the executions, in the order of their ends, had ended. */
  readonly ended: number;
  /** The execution that was waited for, or that ran for too long; null for none. */
  readonly waiting: { readonly row: EndedRow; readonly started: boolean } | null;
}

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
    { at: row.completedAt.getTime(), ended: index + 1, waiting: null },
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
