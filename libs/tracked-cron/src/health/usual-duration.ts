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
