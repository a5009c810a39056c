import type { JobsWithin } from '../definition/jobs-within.js';
import type { ExecutionError } from './execution-end.js';
import type { ExecutionStatus } from './execution-status.js';
import type { FailedAttempt } from './failed-attempt.js';

/** What a history page can be ordered by; `-` for descending. `scheduledAt`, `startedAt` and `duration` need a `jobName`. */
export const HISTORY_SORTS = [
  '-createdAt',
  'createdAt',
  '-scheduledAt',
  'scheduledAt',
  '-startedAt',
  'startedAt',
  '-duration',
  'duration',
] as const;
export type HistorySort = (typeof HISTORY_SORTS)[number];

/** How a page is asked for. */
export interface PaginationParams {
  /** Rows a page, 1 to 200. Default: 50. */
  limit?: number;
  /** `page.next` or `page.previous` of an answer to the same filters and sort. */
  cursor?: string;
  /** Whether to count what the filters match: not at all, up to 1,000, or exactly. Default: `none`. */
  count?: 'none' | 'capped' | 'exact';
}

/** Which executions are asked for; all filters hold together. */
export interface HistoryQuery extends PaginationParams {
  status?: readonly ExecutionStatus[];
  /** Default: every job but the library's own. */
  jobName?: string;
  group?: string;
  owner?: string;
  tag?: string;
  trigger?: string;
  /** An instance's id. */
  instance?: string;
  release?: string;
  fingerprint?: string;
  /** Default: the manager's own environment. */
  environment?: string;
  /** Only executions of these jobs, as they are defined now. Default: all. */
  within?: JobsWithin;
  /** Born at or after. */
  from?: Date;
  /** Born before. */
  to?: Date;
  /** In flight at some time within: `[from, to)`. */
  overlaps?: readonly [Date, Date];
  /** A part of the job's name or of the error's text, without regard to case; at least 2 characters. */
  search?: string;
  /** Default: `-createdAt`. */
  sort?: HistorySort;
}

/** One execution, in flight or ended. */
export interface ExecutionRecord {
  readonly id: string;
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly application: string;
  readonly environment: string;
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  readonly trigger: string;
  readonly triggeredBy: string | null;
  readonly triggerReason: string | null;
  readonly scheduledAt: Date | null;
  /** When its first attempt started. */
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  /** Of its last attempt, by the monotonic clock. */
  readonly durationMs: number | null;
  readonly nextSlotAt: Date | null;
  readonly instanceId: string | null;
  readonly release: string | null;
  readonly epoch: number;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly heartbeatAt: Date | null;
  readonly progress: number | null;
  readonly progressMessage: string | null;
  readonly error: ExecutionError | null;
  readonly parameters: unknown;
  readonly result: unknown;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly traceId: string | null;
  readonly definitionVersion: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** One execution, and what was tried before. */
export interface ExecutionDetails extends ExecutionRecord {
  /** Attempts that failed and were retried, oldest first. */
  readonly failedAttempts: readonly FailedAttempt[];
}

/** One page of executions. */
export interface HistoryPage {
  readonly items: readonly ExecutionRecord[];
  readonly page: {
    readonly next: string | null;
    readonly previous: string | null;
    readonly limit: number;
  };
  readonly total?: { readonly value: number; readonly relation: 'eq' | 'gte' };
}

/** The name this type has in the plan. */
export type JobHistory = HistoryPage;
