import type { EvidenceKind } from '../../cluster/evidence.js';
import type { MissedCause } from '../../cluster/missed-cause.js';
import type { ExecutionStatus } from '../../history/execution-status.js';

/** What became of a job at an instant: an execution's status, or why there is none. */
export type ExplanationOutcome =
  | ExecutionStatus
  /** No slot is due at that instant. */
  | 'not_due'
  /** The slot has not come yet. */
  | 'upcoming'
  /** It came due, and nobody has decided it yet. */
  | 'undecided'
  /** It is long past, and no record tells of it. */
  | 'unrecorded';

/**
 * Why, in one word. Codes are stable. Of a slot that ran it is the execution's status, of one that was skipped or missed the
 * reason on record.
 */
export type ExplanationCause =
  | Exclude<ExecutionStatus, 'skipped' | 'missed'>
  | MissedCause
  | 'overlap'
  | 'concurrency'
  | 'queue_full'
  | 'skip_next'
  | 'paused'
  | 'frozen'
  | 'breaker'
  | 'not_due'
  /** The clocks of the job's time zone change near that instant, and so moved its slots. */
  | 'clock_change'
  /** The job has no slots: `@never`, or a timer that is only observed. */
  | 'never_due'
  | 'disabled'
  /** The job was registered later. */
  | 'not_registered'
  | 'removed'
  /** The schedule was another one then. */
  | 'schedule_changed'
  /** It will come. */
  | 'upcoming'
  /** It came due a moment ago. */
  | 'being_claimed'
  /** A code that another release of the library wrote, or the host's own reason. */
  | (string & {});

/** What a line of evidence is about. */
export type EvidenceLineKind =
  | EvidenceKind
  | 'schedule'
  | 'clock_change'
  | 'execution'
  | 'slot_range'
  | 'instance'
  | 'breaker'
  | 'skip_next'
  | 'definition';

/** Something on record that the answer rests on. */
export interface EvidenceLine {
  readonly kind: EvidenceLineKind;
  /** When it began; null where it has no beginning, or nobody knows it. */
  readonly from: Date | null;
  /** When it ended; null where it goes on, or nobody knows it. */
  readonly to: Date | null;
  /** In words. */
  readonly text: string;
  /** The execution it is about. */
  readonly executionId?: string;
  /** The instance it is about. */
  readonly instanceId?: string;
}

/** What happens next by itself. */
export interface WhatNext {
  readonly text: string;
  /** When the job is due next; null for never. */
  readonly at: Date | null;
}

/** Why a job did or did not run at an instant. */
export interface Explanation {
  readonly jobName: string;
  /** The instant that was asked about. */
  readonly at: Date;
  /** The slot at that instant; null where none is due then. */
  readonly slot: Date | null;
  /** The slots around that instant. */
  readonly nearest: { readonly before: Date | null; readonly after: Date | null };
  readonly outcome: ExplanationOutcome;
  readonly cause: ExplanationCause;
  /** The answer in one sentence. */
  readonly sentence: string;
  /** What it rests on, the most telling first. */
  readonly evidence: readonly EvidenceLine[];
  readonly next: WhatNext;
}
