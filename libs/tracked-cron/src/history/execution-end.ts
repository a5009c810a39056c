import type { EndedStatus } from './execution-status.js';
import type { RetryWait } from './failed-attempt.js';
import type { Heartbeat } from './heartbeat.js';

/** Whatever a handler threw, as it is kept: bounded, redacted, and holding nothing PostgreSQL refuses. */
export interface ExecutionError {
  /** `name` of the error, or its constructor's where that says more; `typeof` of what is no object. At most 200 bytes. */
  readonly errorClass: string;
  /** At most 8 KB, a cut is marked. */
  readonly message: string;
  /** At most 16 KB; null where there is none. */
  readonly stack: string | null;
  /** What caused it, nearest first, then the members of an aggregate; at most 5, messages of at most 1 KB. */
  readonly causes: readonly { readonly errorClass: string; readonly message: string }[];
  /** For example `ECONNRESET` or `23505`; its own, or that of its nearest cause that has one. */
  readonly code: string | null;
  /** 16 hexadecimal digits, equal for errors that are the same fault: class, normalised message, top own frame. */
  readonly fingerprint: string;
}

/** How an execution ended; written once, fenced by its epoch. Times are milliseconds since the epoch, database time. */
export interface ExecutionEnd {
  readonly id: string;
  /** The epoch its runner believes in; the write is refused when the execution has changed hands. */
  readonly epoch: number;
  readonly status: EndedStatus;
  /** Why it ended so, where the status alone doesn't say. */
  readonly reason: string | null;
  readonly attempt: number;
  /** When this attempt started; the execution keeps when its first one did. */
  readonly startedAt: number | null;
  readonly completedAt: number;
  /** Milliseconds by the monotonic clock. */
  readonly durationMs: number | null;
  readonly error: ExecutionError | null;
  /** Kept only where the job says so; anything JSON can hold. */
  readonly result: unknown;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** Whether its handler goes on, and holds the job's lane until `freeLane`. */
  readonly keepsLane?: boolean;
  /** The last sign of life, where it is not written yet; the journal adds it. */
  readonly lastBeat?: Heartbeat;
  /** Set where this was not the end after all: another attempt follows. */
  readonly retry?: RetryWait;
}
