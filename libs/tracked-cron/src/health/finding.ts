/** What can be wrong with a job; each rule finds at most one at a time. */
export const FINDING_RULES = [
  /** Due, and nobody started it within `startDeadline`. */
  'late',
  /** No good run for one period and `staleness`, whatever the reason. */
  'stale',
  /** Slots that nobody ran and nobody will run. */
  'missed',
  /** Registered, its first slot passed, and it has never started. */
  'never_ran',
  /** Nobody alive may run its next slot. */
  'no_executor',
  /** In flight for too long, or silent for too long. */
  'stuck',
  /** Slot after slot skipped because the one before still runs. */
  'skipped_again',
  /** Its instance died over it. */
  'lost',
  /** The last executions failed, as many as `consecutiveFailures`. */
  'failing',
  /** Too large a share of the executions within a window failed. */
  'failure_rate',
  /** Not done by the time of day it has to be done by. */
  'must_succeed_by',
  /** Took much longer than usual, or than it may. */
  'slow',
  /** Was through much sooner than usual. */
  'fast',
  /** Ran, but did nothing. */
  'assertion',
  /** Its breaker lets nothing through. */
  'breaker_open',
  /** It uses up its objective's budget too fast, or has used it up. */
  'objective',
] as const;

/** See {@link FINDING_RULES}. */
export type FindingRule = (typeof FINDING_RULES)[number];

/** How loud, from quiet to loud. */
export const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;

/** See {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong with a job now. Each rule finds at most one; findings of a job become one incident. */
export interface Finding {
  readonly rule: FindingRule;
  readonly severity: Severity;
  /** Whether people are told; false: it is shown, nothing more, unless the job's thresholds say so. */
  readonly told: boolean;
  /** When the fault began, not when its threshold was reached: the slot, the start, the first failure. */
  readonly since: Date;
  /** One sentence without job name and time zone, they belong to whoever shows it. */
  readonly message: string;
  /** How many slots or executions it is about, as far as the given facts reach. At least 1. */
  readonly count: number;
  /** The oldest slot it is about; `null` when it is about executions without a slot. */
  readonly slot: Date | null;
  /** The execution in flight it is about; `null` when there is none. */
  readonly executionId: string | null;
}
