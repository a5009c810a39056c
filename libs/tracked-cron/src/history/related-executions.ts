import type { ExecutionHistoryRepository } from './execution-history.repository.js';
import type { ExecutionStatus } from './execution-status.js';
import { encodeCursor, querySignature } from './history-cursor.js';
import type { ExecutionRecord, HistoryQuery } from './history-query.js';

/** An execution as a neighbour of another one: enough for a line with a link, nothing of what it worked on. */
export interface RelatedExecution {
  readonly id: string;
  readonly jobName: string;
  readonly status: ExecutionStatus;
  readonly reason: string | null;
  readonly scheduledAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
  readonly durationMs: number | null;
  readonly createdAt: Date;
  /** Class of its error; null where it has none. */
  readonly errorClass: string | null;
}

/** What stands around an execution in the history of its environment. */
export interface RelatedExecutions {
  /** The execution of the job that was born right before it; null for the first that is kept. */
  readonly previous: RelatedExecution | null;
  /** The one that was born right after it; null for the newest. */
  readonly next: RelatedExecution | null;
  /** Others with the same fault, newest first, at most 10; empty where it has no error. */
  readonly sameFingerprint: readonly RelatedExecution[];
  /**
   * What else failed within half a minute before or after it did, newest first, at most 10: of any job, born within the
   * hour before. Empty where it didn't fail.
   */
  readonly failedAround: readonly RelatedExecution[];
}

const FAILURES: readonly ExecutionStatus[] = ['failed', 'timed_out', 'lost'];
const MOST = 10;
const AROUND_MS = 30_000;
const BORN_WITHIN_MS = 3_600_000;
/** More than are shown: some of the same time ended outside of it. */
const LOOKED_AT = 50;

/** Reads them with the history's own queries, so that each is one that an index answers. */
export class RelatedExecutionsReader {
  constructor(private readonly history: Pick<ExecutionHistoryRepository, 'page'>) {}

  async of(execution: ExecutionRecord): Promise<RelatedExecutions> {
    const [previous, next, sameFingerprint, failedAround] = await Promise.all([
      this.neighbour(execution, 'forward'),
      this.neighbour(execution, 'back'),
      this.ofSameFault(execution),
      this.failedAround(execution),
    ]);
    return { previous, next, sameFingerprint, failedAround };
  }

  /** Found by its place in the job's history and not by time: many can be born in one millisecond. */
  private async neighbour(
    execution: ExecutionRecord,
    direction: 'forward' | 'back',
  ): Promise<RelatedExecution | null> {
    const { id, jobName, application, environment } = execution;
    const query = { jobName, environment };
    const signature = querySignature(query, { application, environment });
    const cursor = encodeCursor({ id, value: null, direction, inclusive: false }, signature);
    const [found] = await this.others(execution, { ...query, cursor, limit: 1 });
    return found ?? null;
  }

  private async ofSameFault(execution: ExecutionRecord): Promise<RelatedExecution[]> {
    const fingerprint = execution.error?.fingerprint;
    if (!fingerprint) return [];
    return (await this.others(execution, { fingerprint, limit: MOST + 1 })).slice(0, MOST);
  }

  private async failedAround(execution: ExecutionRecord): Promise<RelatedExecution[]> {
    const { completedAt, status } = execution;
    if (completedAt === null || !FAILURES.includes(status)) return [];
    const [from, to] = [-AROUND_MS, AROUND_MS].map((ms) => new Date(completedAt.getTime() + ms));
    const born = new Date(from.getTime() - BORN_WITHIN_MS);
    const failed = await this.others(execution, {
      status: FAILURES,
      overlaps: [from, to],
      from: born,
      limit: LOOKED_AT,
    });
    return failed
      .filter(({ completedAt }) => completedAt !== null && completedAt >= from && completedAt < to)
      .slice(0, MOST);
  }

  private async others(
    { id, environment }: ExecutionRecord,
    query: HistoryQuery,
  ): Promise<RelatedExecution[]> {
    const { items } = await this.history.page({ ...query, environment });
    return items.filter((one) => one.id !== id).map(relatedOf);
  }
}

function relatedOf(execution: ExecutionRecord): RelatedExecution {
  const { id, jobName, status, reason, scheduledAt, startedAt, completedAt, durationMs, createdAt, error } =
    execution;
  return {
    id,
    jobName,
    status,
    reason,
    scheduledAt,
    startedAt,
    completedAt,
    durationMs,
    createdAt,
    errorClass: error?.errorClass ?? null,
  };
}
