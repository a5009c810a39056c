/** What a job's good executions took, milliseconds. */
export interface UsualDuration {
  /** How many executions it is learned from. */
  readonly runs: number;
  /** A quarter of them took less. */
  readonly q1Ms: number;
  readonly medianMs: number;
  /** A quarter of them took more. */
  readonly q3Ms: number;
  readonly p99Ms: number;
}

/** From that many executions on, what they took says something about the next one. */
export const ENOUGH_RUNS = 20;

/** Learns from durations in milliseconds, in any order (nearest ranks); `null` where there are none. */
export function usualDuration(durations: readonly number[]): UsualDuration | null {
  if (durations.length === 0) return null;
  const sorted = [...durations].sort((a, b) => a - b);
  const rank = (share: number) => sorted[Math.ceil(share * sorted.length) - 1];
  return {
    runs: sorted.length,
    q1Ms: rank(0.25),
    medianMs: rank(0.5),
    q3Ms: rank(0.75),
    p99Ms: rank(0.99),
  };
}

/** Between which durations, both milliseconds, an execution is as usual. */
export interface DurationBand {
  readonly lowMs: number;
  readonly highMs: number;
}

/** How far beyond the quartiles: Tukey's outer fences ("far out", Exploratory Data Analysis, 1977). */
const FENCE = 3;
/** Where a job always takes the same, a few per cent more are not worth a word. */
const LEAST_FACTOR = 2;

/**
 * Tukey's fences on the logarithms, because durations are skewed: a job may as well take ten times as long as a tenth. At
 * least twice, and at most half of the median; `null` while there is too little history.
 */
export function bandOf(usual: UsualDuration | null): DurationBand | null {
  if (usual === null || usual.runs < ENOUGH_RUNS) return null;
  const [q1, median, q3] = [usual.q1Ms, usual.medianMs, usual.q3Ms].map((ms) => Math.max(ms, 1));
  const reach = (q3 / q1) ** FENCE;
  return {
    lowMs: Math.min(q1 / reach, median / LEAST_FACTOR),
    highMs: Math.max(q3 * reach, median * LEAST_FACTOR),
  };
}
