import type { EndedStatus } from './execution-status.js';

/** An error as it is kept: redacted, bounded, free of characters that PostgreSQL can't hold. */
export interface ExecutionError {
  readonly errorClass: string;
  readonly message: string;
  readonly stack: string | null;
  /** The chain of `cause`, nearest first. */
  readonly causes: readonly { readonly errorClass: string; readonly message: string }[];
  /** `ECONNRESET`, `23505`, … where the error carries one. */
  readonly code: string | null;
  /** Equal for errors that are one problem. */
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
  readonly startedAt: number | null;
  readonly completedAt: number;
  /** Milliseconds by the monotonic clock. */
  readonly durationMs: number | null;
  readonly error: ExecutionError | null;
  /** Kept only where the job says so; anything JSON can hold. */
  readonly result: unknown;
  readonly metadata: Readonly<Record<string, unknown>> | null;
}
