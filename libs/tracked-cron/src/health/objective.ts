/** What executions of a stretch of time came to. */
export interface OutcomeCounts {
  readonly completed: number;
  /** Failed, timed out, or lost. */
  readonly failed: number;
  /** Slots that nobody ran. */
  readonly missed: number;
}

/** A job's outcomes in the three windows by which its objective is judged: all of it, its last tenth, its last 120th. */
export interface ObjectiveCounts {
  readonly window: OutcomeCounts;
  /** The last tenth: 3 days of 30. */
  readonly tenth: OutcomeCounts;
  /** The last 120th: 6 hours of 30 days. At least an hour. */
  readonly latest: OutcomeCounts;
}

/** How well a job is to do over a window, checked. At least one of the shares is there. */
export interface ResolvedObjective {
  /** Which share of the executions has to come to a good end, above 0 and below 1; `null`: not asked for. */
  readonly successRate: number | null;
  /** Which share of the slots that were to run somebody has to run; `null`: not asked for. */
  readonly availability: number | null;
  readonly windowMs: number;
}
