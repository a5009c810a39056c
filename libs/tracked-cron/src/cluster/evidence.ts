/** What keeps slots from running, besides a process that is not there. */
export const EVIDENCE_KINDS = [
  /** An instance could not use the database: claims and renewals failed. */
  'database_unreachable',
  /** A claim took so long that other slots came due meanwhile. */
  'claim_slow',
  /** The event loop of an instance stood still. */
  'event_loop_blocked',
  /** Database time jumped ahead of, or behind, the clock that measures time in the instance. */
  'clock_stepped',
  /** An instance was about to end: it kept its lease, and claimed nothing. */
  'draining',
  /** Somebody had paused the job. */
  'paused',
  /** Somebody had frozen the job's group, its owner's jobs, or every job. */
  'frozen',
] as const;

/** See {@link EVIDENCE_KINDS}. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/** A stretch of time in which something held. Instants are milliseconds since the epoch, database time. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** Null for what holds for all instances. */
  readonly instanceId: string | null;
  /** Null for every job. */
  readonly jobId: string | null;
  readonly from: number;
  /** First instant at which it held no longer; `Infinity` while it goes on. */
  readonly to: number;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** One process start of the application, as its row tells. Instants are milliseconds since the epoch, database time. */
export interface InstanceLife {
  readonly id: string;
  readonly host: string;
  readonly release: string | null;
  readonly labels: readonly string[];
  /** Whether it ran jobs at all. */
  readonly executes: boolean;
  readonly from: number;
  /** Until when it is known to have been there, and to have claimed; `Infinity` while it is. */
  readonly to: number;
  /** Whether it ended by itself, and was not found dead. */
  readonly leftByItself: boolean;
}

/** Who was there, and what held them up, in a stretch of time. */
export interface Presence {
  readonly lives: readonly InstanceLife[];
  readonly evidence: readonly Evidence[];
  /** Before this instant there is more than was read; `-Infinity` where nothing was left out. */
  readonly completeFrom: number;
}

/** Whether it held at an instant. */
export function holdsAt({ from, to }: Pick<Evidence, 'from' | 'to'>, instant: number): boolean {
  return from <= instant && instant < to;
}
