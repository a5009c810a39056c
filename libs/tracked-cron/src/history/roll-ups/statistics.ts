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

/** What executions of one status came to, as it is read. */
export interface StatusSums {
  readonly status: EndedStatus;
  /** Executions and counted slots. */
  readonly count: number;
  /** Those that have a duration. */
  readonly totalMs: number;
  readonly shortestMs: number | null;
  readonly longestMs: number | null;
  readonly latestMs: number | null;
  /** Encoded histograms, one behind the other. */
  readonly durations: Buffer | null;
  readonly lateness: Buffer | null;
}

/** What sums of a window come to. */
export function statisticsOf(sums: readonly StatusSums[]): Statistics {
  const counts = Object.fromEntries(ENDED_STATUSES.map((status) => [status, 0])) as Record<
    EndedStatus,
    number
  >;
  for (const { status, count } of sums) counts[status] += count;
  const verdicts = counts.completed + counts.failed + counts.timed_out + counts.lost;
  const completed = sums.filter(({ status }) => status === 'completed');
  return {
    counts,
    successRate: verdicts === 0 ? null : counts.completed / verdicts,
    duration: durationOf(completed),
    lateness: distributionOf(
      sums.map(({ lateness }) => lateness),
      highest(sums.map(({ latestMs }) => latestMs)),
    ),
    totalMs: sum(sums.map(({ totalMs }) => totalMs)),
  };
}

function durationOf(sums: readonly StatusSums[]): DurationDistribution | null {
  const max = highest(sums.map(({ longestMs }) => longestMs));
  const distribution = distributionOf(
    sums.map(({ durations }) => durations),
    max,
  );
  if (distribution === null) return null;
  const min = -highest(sums.map(({ shortestMs }) => (shortestMs === null ? null : -shortestMs)));
  return { ...distribution, min, mean: sum(sums.map(({ totalMs }) => totalMs)) / distribution.count };
}

/** Of all distributions, one after the other. */
const histogram = new Histogram();

function distributionOf(encoded: readonly (Buffer | null)[], max: number): Distribution | null {
  histogram.clear();
  for (const part of encoded) if (part !== null) histogram.merge(part);
  if (histogram.count === 0) return null;
  const [p50, p95, p99] = histogram.percentiles([0.5, 0.95, 0.99]).map((value) => Math.min(value, max));
  return { count: histogram.count, p50, p95, p99, max };
}

function highest(values: readonly (number | null)[]): number {
  return values.reduce<number>((most, value) => (value !== null && value > most ? value : most), -Infinity);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
