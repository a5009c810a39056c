import { ENDED_STATUSES, type EndedStatus } from '../execution-status.js';
import { Histogram } from './histogram.js';

/** How values are distributed, all in milliseconds. Percentiles are nearest ranks, within 2 %; the others are exact. */
export interface Distribution {
  /** How many values there are. */
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/** How long executions took. */
export interface DurationDistribution extends Distribution {
  readonly min: number;
  readonly mean: number;
}

/** What became of the slots and executions of a window. */
export interface Statistics {
  /** By status; skipped and missed slots that are counted without rows of their own are among them. */
  readonly counts: Readonly<Record<EndedStatus, number>>;
  /**
   * The share of `completed` among `completed`, `failed`, `timed_out` and `lost`, 0 to 1: cancelled, skipped and missed ones
   * say nothing about the work. Null where there are none of these.
   */
  readonly successRate: number | null;
  /** How long `completed` executions took; null where there are none. */
  readonly duration: DurationDistribution | null;
  /** How long the slots that started had waited; null where none did. Jitter counts as waiting. */
  readonly lateness: Distribution | null;
  /** The time that all executions together took, whatever became of them, milliseconds. */
  readonly totalMs: number;
}

/** What executions came to, as it is read. */
export interface Sums {
  /** Executions and counted slots; statuses of which there are none are left out. */
  readonly counts: Readonly<Partial<Record<EndedStatus, number>>>;
  /** Of all that have a duration. */
  readonly totalMs: number;
  /** These of `completed` executions only. */
  readonly completedMs: number | null;
  readonly shortestMs: number | null;
  readonly longestMs: number | null;
  /** Of all that had a slot. */
  readonly latestMs: number | null;
  /** Encoded histograms, one behind the other. */
  readonly durations: Buffer | null;
  readonly lateness: Buffer | null;
}

/** What sums of a window come to. */
export function statisticsOf(sums: readonly Sums[]): Statistics {
  const counts = { ...NONE };
  let totalMs = 0;
  for (const one of sums) {
    for (const status of ENDED_STATUSES) counts[status] += one.counts[status] ?? 0;
    totalMs += one.totalMs;
  }
  const verdicts = counts.completed + counts.failed + counts.timed_out + counts.lost;
  return {
    counts,
    successRate: verdicts === 0 ? null : counts.completed / verdicts,
    duration: durationOf(sums),
    lateness: distributionOf(sums, 'lateness', 'latestMs'),
    totalMs,
  };
}

const NONE = Object.freeze(
  Object.fromEntries(ENDED_STATUSES.map((status) => [status, 0])) as Record<EndedStatus, number>,
);

function durationOf(sums: readonly Sums[]): DurationDistribution | null {
  const distribution = distributionOf(sums, 'durations', 'longestMs');
  if (distribution === null) return null;
  let min = Infinity;
  let completedMs = 0;
  for (const one of sums) {
    min = Math.min(min, one.shortestMs ?? Infinity);
    completedMs += one.completedMs ?? 0;
  }
  return { ...distribution, min, mean: completedMs / distribution.count };
}

/** Of all distributions, one after the other. */
const histogram = new Histogram();

function distributionOf(
  sums: readonly Sums[],
  encoded: 'durations' | 'lateness',
  highest: 'longestMs' | 'latestMs',
): Distribution | null {
  histogram.clear();
  let max = -Infinity;
  for (const one of sums) {
    const part = one[encoded];
    if (part !== null) histogram.merge(part);
    max = Math.max(max, one[highest] ?? -Infinity);
  }
  if (histogram.count === 0) return null;
  const [p50, p95, p99] = histogram.percentiles([0.5, 0.95, 0.99]).map((value) => Math.min(value, max));
  return { count: histogram.count, p50, p95, p99, max };
}
