import type { BreakerWord } from '../execution/breaker.js';
import type { ObjectiveState } from '../health/objective.js';
import type { Finding } from '../health/finding.js';
import type { JobHealth } from '../health/job-health.js';
import type { ExecutionStatus } from '../history/execution-status.js';

/** One of a job's last slots, or a stretch of them that is counted and not written one by one: those of a pause, of a long outage. */
export interface SlotOutcome {
  /** Null for a stretch. */
  readonly executionId: string | null;
  /** The slot; of a stretch the first. */
  readonly scheduledAt: Date;
  /** The last slot of a stretch; null for a single slot. */
  readonly until: Date | null;
  /** How many slots; 1 for a single one. */
  readonly count: number;
  readonly status: ExecutionStatus;
  readonly durationMs: number | null;
}

/** An execution in flight. */
export interface InFlightExecution {
  readonly executionId: string;
  readonly status: 'pending' | 'running';
  /** Its execution has ended, timed out or cancelled, but its handler goes on and holds the job's lane. */
  readonly givenUp: boolean;
  /** 1 for the first; of one that waits for its retry, the one it waits for. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** When its next attempt is due; null where it doesn't wait for one. */
  readonly retryAt: Date | null;
  readonly scheduledAt: Date | null;
  readonly startedAt: Date | null;
  readonly heartbeatAt: Date | null;
  readonly progress: number | null;
  readonly progressMessage: string | null;
  readonly instanceId: string | null;
}

/** A job as an operator sees it now. */
export interface JobStatus {
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly schedule: string;
  readonly timeZone: string;
  /** The schedule in words. */
  readonly description: string;
  readonly overlap: string;
  readonly health: JobHealth['health'];
  /** Why, worst first. */
  readonly findings: readonly Finding[];
  readonly paused: {
    readonly since: Date;
    readonly until: Date | null;
    readonly by: string | null;
    readonly reason: string | null;
  } | null;
  /** Since when a freeze keeps it from starting, and until when: null for until it is ended by hand. */
  readonly frozen: { readonly since: Date; readonly until: Date | null } | null;
  /** A slot that will be skipped because somebody said so. */
  readonly skipNext: {
    readonly slot: Date;
    readonly by: string | null;
    readonly reason: string | null;
  } | null;
  /** Its circuit breaker; null where it has none. */
  readonly breaker: {
    readonly state: BreakerWord;
    /** Failed executions in a row. */
    readonly failures: number;
    /** When it opened the first time since it was last closed. */
    readonly openedAt: Date | null;
    /** When it lets a trial through; null while it is closed. */
    readonly until: Date | null;
  } | null;
  /** Whether it is the library's own, which nobody can pause, freeze, skip, override or take away. */
  readonly system: boolean;
  /** Whether the host's own scheduler runs it and this library only watches: nobody can steer it here. */
  readonly observed: boolean;
  /** Why it is never due; null for an enabled job. */
  readonly disabledReason: string | null;
  /** Whether somebody has put something in place of its code: see `getJob`. */
  readonly overridden: boolean;
  /** Since when no release that runs has known it; null for a job that one knows. It is shown for 14 days. */
  readonly removedAt: Date | null;
  /** First slot that nobody has decided yet; null for a disabled or removed job. */
  readonly nextDueAt: Date | null;
  /** Newest first, at most 30; a stretch is one of them. */
  readonly lastSlots: readonly SlotOutcome[];
  readonly inFlight: readonly InFlightExecution[];
  /** How it stands with its objective; null where it has none. */
  readonly objective: ObjectiveState | null;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  /** What happens while it doesn't run, in its developer's words; null where nobody has said. */
  readonly impact: string | null;
  /** Whether running it again does harm; null where nobody has said. */
  readonly rerun: 'safe' | 'ask' | 'never' | null;
}
