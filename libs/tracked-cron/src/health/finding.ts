/** What a rule looks at. `late`, `missed`, `stuck` and `failing` are judged here; `stale` needs the last good run, which outlives the history. */
export type FindingRule = 'late' | 'stale' | 'missed' | 'stuck' | 'failing';

/** How loud, from quiet to loud. */
const SEVERITIES = ['info', 'warning', 'error', 'critical'] as const;

/** See {@link SEVERITIES}. */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that is wrong with a job now. Each rule finds at most one; findings of a job become one incident. */
export interface Finding {
  readonly rule: FindingRule;
  readonly severity: Severity;
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
