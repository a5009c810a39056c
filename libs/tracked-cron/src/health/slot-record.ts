import type { EndedStatus } from '../history/execution-status.js';

/** What became of a slot, or of a manual execution. */
export interface SlotRecord {
  readonly status: EndedStatus;
  /** Why, where the status alone doesn't say: `overlap`, `assertion`, `no_instance`, a condition's own words. */
  readonly reason: string | null;
  /** The slot it carries; `null` for a manual execution, which never takes the place of a slot. */
  readonly scheduledAt: Date | null;
  /** `null` when its handler was never called. */
  readonly startedAt: Date | null;
  readonly completedAt: Date;
  readonly durationMs: number | null;
}

/** Slots that are counted, not written one by one: those of a pause, of closed days, of a long outage. */
export interface SlotStretch {
  readonly fromSlot: Date;
  /** The last of them. */
  readonly toSlot: Date;
  readonly outcome: 'skipped' | 'missed';
  readonly reason: string;
  readonly count: number;
}

/** Executions whose handler should have come to a good end and did not. */
const FAILURES: ReadonlySet<EndedStatus> = new Set<EndedStatus>(['failed', 'timed_out', 'lost']);

/** Why a slot is skipped that was to run; every other reason is somebody's decision: a pause, a calendar, a condition. */
const UNWANTED_SKIPS: ReadonlySet<string> = new Set(['overlap', 'queue_full', 'concurrency', 'breaker']);

/** Whether an execution counts as failed: also a lost one, it would be in flight again if it had been retried. */
export function isFailure(record: Pick<SlotRecord, 'status'>): boolean {
  return FAILURES.has(record.status);
}

/** Whether it came to a good end. */
export function isGood(record: Pick<SlotRecord, 'status'>): boolean {
  return record.status === 'completed';
}

/** Whether an execution says anything about the job's work: skipped, missed and cancelled ones do not. */
export function isVerdict(record: Pick<SlotRecord, 'status'>): boolean {
  return isGood(record) || isFailure(record);
}

/** Whether it ran, and its result said that it did nothing. */
export function isAssertion({ status, reason }: Pick<SlotRecord, 'status' | 'reason'>): boolean {
  return status === 'failed' && reason === 'assertion';
}

/** Whether a slot was skipped because somebody, or the job's own code, wanted it so. */
function isExcused({ status, reason }: Pick<SlotRecord, 'status' | 'reason'>): boolean {
  return status === 'skipped' && reason !== null && !UNWANTED_SKIPS.has(reason);
}

/** Where a record stands among the others: at the slot it carries; only one without a slot stands where it began. */
export function placeOf({ scheduledAt, startedAt, completedAt }: Omit<SlotRecord, 'reason'>): number {
  return (scheduledAt ?? startedAt ?? completedAt).getTime();
}

/** Records by their slots, newest first, whenever they came to their ends. */
export function newestFirst<Row extends Omit<SlotRecord, 'reason'>>(records: readonly Row[]): Row[] {
  return [...records].sort((a, b) => placeOf(b) - placeOf(a));
}

/** The one of them that stands last; undefined of none. */
export function newestOf<Row extends Omit<SlotRecord, 'reason'>>(records: readonly Row[]): Row | undefined {
  let newest: Row | undefined;
  for (const one of records) if (newest === undefined || placeOf(one) > placeOf(newest)) newest = one;
  return newest;
}

/** The last slot that was skipped on purpose, milliseconds since the epoch; `-Infinity` for none. */
export function excusedUntil({
  recent,
  stretches,
}: {
  readonly recent: readonly SlotRecord[];
  readonly stretches: readonly SlotStretch[];
}): number {
  const single = recent.filter(isExcused).map(placeOf);
  const counted = stretches
    .filter(({ outcome, reason }) => isExcused({ status: outcome, reason }))
    .map(({ toSlot }) => toSlot.getTime());
  return Math.max(-Infinity, ...single, ...counted);
}
