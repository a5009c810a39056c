import type { JobDefinition } from '../definition/job-definition.js';
import type { JobTiming } from '../definition/job-registry.js';

/** Whether a job's policies need the careful claim, whatever is due. */
export function needsCare({ overlap, concurrency }: Pick<JobDefinition, 'overlap' | 'concurrency'>): boolean {
  return overlap === 'queue' || overlap === 'cancelPrevious' || concurrency !== null;
}

/** What keeps all slots of a job from running: it is paused, a freeze holds it, or an override has disabled it. */
export type HoldReason = 'paused' | 'frozen' | 'disabled';

/** A slot, and what the schedule wants of it: the claim may still skip it for overlap. */
export interface PlannedSlot {
  /** Milliseconds since the Unix epoch. */
  readonly slot: number;
  readonly intent: 'run' | 'missed';
  /** Why it is missed. */
  readonly reason: string | null;
}

/** Slots that are counted instead of written one by one. */
export interface PlannedRange {
  readonly from: number;
  readonly to: number;
  readonly outcome: 'skipped' | 'missed';
  readonly reason: string;
  readonly count: number;
}

/** What to do with every slot of one job between its watermark and now. */
export interface SlotPlan {
  /** In order of their slots. */
  readonly slots: readonly PlannedSlot[];
  readonly ranges: readonly PlannedRange[];
  /** Everything up to and including this instant is decided by the plan. */
  readonly watermark: number;
  /** First slot after the watermark. */
  readonly next: number;
}

/** What a row says of when its job is due. */
export interface RowTiming {
  readonly scheduleVersion: number;
  readonly generationId: string | null;
  readonly overrideKey: string | null;
}

/**
 * Whether newer code, or somebody, has changed when a job is due: this process then leaves its slots to those who know,
 * until it does itself, or for as long as newer code runs. Two
 * instances of one generation that differ go on, each by its own schedule; the watermark keeps them apart.
 */
export function isSuperseded({ timing }: Claimable, row: RowTiming): boolean {
  if (timing === undefined || row.scheduleVersion === timing.version) return false;
  if (row.overrideKey !== timing.overrideKey) return true;
  return row.generationId !== null && row.generationId !== timing.generationId;
}

/** A job with something due. */
export interface Claimable {
  readonly jobId: string;
  /** As this instance knows it: another one may have moved it on. */
  readonly watermark: number;
  /** Whether its policies need the careful claim: a queue, a group, a predecessor to cancel. */
  readonly careful?: boolean;
  /** By whose definition it is due here; undefined where no other code can know the job. */
  readonly timing?: JobTiming;
  /** The version of the definition it runs under here; null for that of its row. */
  readonly version?: number | null;
  /** What to do with every slot after `watermark`. */
  plan(watermark: number, held: HoldReason | null): SlotPlan;
}
