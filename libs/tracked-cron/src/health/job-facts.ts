import type { EndedStatus, LiveStatus } from '../history/execution-status.js';
import type { ResolvedThresholds } from './alert-thresholds.js';

/** What became of a slot, or of a manual execution. */
export interface SlotRecord {
  readonly status: EndedStatus;
  /** The slot it carries; `null` for a manual execution, which never takes the place of a slot. */
  readonly scheduledAt: Date | null;
  /** `null` when its handler was never called. */
  readonly startedAt: Date | null;
  readonly completedAt: Date;
  readonly durationMs: number | null;
}

/** An execution in flight. */
export interface InFlightExecution {
  readonly id: string;
  readonly status: LiveStatus;
  /** The slot it carries; `null` for a manual execution. */
  readonly scheduledAt: Date | null;
  /** When its first attempt started; `null` while it has had none. A pending one with a start waits for its retry. */
  readonly startedAt: Date | null;
  /** 1 for the first. */
  readonly attempt: number;
  /** Its last heartbeat or progress; `null` when there was none. From the second attempt on, at least when that started. */
  readonly heartbeatAt: Date | null;
  /** 0 to 1, what this attempt said last; `null` when it said nothing. */
  readonly progress: number | null;
  readonly progressMessage: string | null;
}

/**
 * Everything the rules want to know about one job, read by whoever asks for its health. Instants are database
 * time. Slots that exist only by the daylight-saving rule are left out by the reader: they never make a finding.
 */
export interface JobFacts {
  readonly now: Date;
  readonly state: 'active' | 'paused' | 'disabled' | 'removed';
  /** The last slot that was decided (claimed, skipped, missed); when there was none, the registration of the job. */
  readonly watermark: Date;
  /** The first slot after the watermark; in the past, nobody has decided it yet. `null` when there is none. */
  readonly nextDueAt: Date | null;
  /** The distance between two slots, in milliseconds. */
  readonly periodMs: number;
  readonly thresholds: ResolvedThresholds;
  /**
   * What ended last, newest first, about 30: 20 are needed for the failure rate. Skipped ones tell nothing here
   * and may be left out, so that a row of them hides nothing.
   */
  readonly recent: readonly SlotRecord[];
  readonly inFlight: readonly InFlightExecution[];
}

/** Executions whose handler should have come to a good end and did not. */
const FAILURES: ReadonlySet<EndedStatus> = new Set<EndedStatus>(['failed', 'timed_out', 'lost']);

/** Whether an execution counts as failed: also a lost one, it would be in flight again if it had been retried. */
export function isFailure(record: SlotRecord): boolean {
  return FAILURES.has(record.status);
}

/** Whether an execution says anything about the job's work: skipped, missed and cancelled ones do not. */
export function isVerdict(record: SlotRecord): boolean {
  return record.status === 'completed' || isFailure(record);
}

/** Where a record stands among the others: at the slot it carries; only one without a slot stands where it began. */
export function placeOf({ scheduledAt, startedAt, completedAt }: SlotRecord): number {
  return (scheduledAt ?? startedAt ?? completedAt).getTime();
}

/** Records by their slots, newest first, whenever they came to their ends. */
export function newestFirst(records: readonly SlotRecord[]): SlotRecord[] {
  return [...records].sort((a, b) => placeOf(b) - placeOf(a));
}
