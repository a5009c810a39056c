import type { CronDatabase } from '../../database/cron-database.js';
import { SchemaTables } from '../../database/schema-tables.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { Hold } from './memory-holds.js';
import type { SlotRangeEntity } from '../../cluster/slot-range.entity.js';
import type { AuditEntity } from '../../manager/audit/audit.entity.js';
import type { EditedOverride } from '../../definition/overrides/override-edit.js';
import type { StoredOverride } from '../../definition/overrides/override-fields.js';
import type { FreezeEntity } from '../../definition/freeze.entity.js';
import type { HoldReason } from '../../cluster/slot-plan.js';
import type { AttemptEntity } from '../../history/attempt.entity.js';
import type { AttemptLog } from '../../history/attempt-log.js';
import type { LogChunk } from '../../history/log-chunk.js';
import type { AnyExecutionView } from '../../history/any-execution.view.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { LiveRow } from './execution-row.js';

/**
 * The tables as maps, with rows as the real ones would be read. It stands in the place of {@link CronDatabase}; whoever
 * asks it for a connection is told that there is none, instead of getting a wrong answer.
 */
export class MemoryDatabase implements Pick<CronDatabase, keyof CronDatabase> {
  readonly tables = new SchemaTables('memory');
  readonly transactionsOnly = false;

  /** By id. */
  readonly jobs = new Map<string, CronJobEntity>();
  /** In flight, by id, in the order of their births. */
  readonly live = new Map<string, LiveRow>();
  /** Ended, by id. */
  readonly ended = new Map<string, AnyExecutionView>();
  readonly attempts: AttemptEntity[] = [];
  /** By execution, attempt and first line. */
  readonly logChunks = new Map<string, LogChunk>();
  /** Logs with lines that are not in chunks yet. */
  readonly gatheringLogs = new Set<AttemptLog>();
  readonly ranges: SlotRangeEntity[] = [];
  readonly freezes: FreezeEntity[] = [];
  /** Oldest first. */
  readonly audit: AuditEntity[] = [];
  /** Who paused and froze what: nothing else holds anything up in memory. */
  readonly holds: Hold[] = [];
  /** What people put in place of the code, by job. */
  readonly overrides = new Map<string, StoredOverride>();
  /** Every edit of it, the first one first. */
  readonly overrideEdits: { readonly jobId: string; readonly edit: EditedOverride }[] = [];
  /** Executions by job and idempotency key. */
  readonly triggerKeys = new Map<string, string>();

  jobNamed(name: string): CronJobEntity | undefined {
    return [...this.jobs.values()].find((job) => job.name === name);
  }

  /** Every execution, in flight and ended, in the order of their births. */
  executions(): AnyExecutionView[] {
    const inFlight = [...this.live.values()].filter(({ status }) => status !== 'zombie');
    return [...this.ended.values(), ...inFlight].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Rows of a job in the live table. */
  liveOf(jobId: string): LiveRow[] {
    return [...this.live.values()].filter((row) => row.jobId === jobId);
  }

  /** How many lanes a concurrency group's jobs hold. */
  groupLanes(key: string): number {
    return [...this.live.values()].filter(
      ({ jobId, holdsLane }) => holdsLane && this.jobs.get(jobId)?.concurrencyKey === key,
    ).length;
  }

  /** What keeps a job's slots from running now. */
  holdOf(
    { frozenAt, frozenUntil, pausedAt, pausedUntil, switchedOff }: CronJobEntity,
    now: number,
  ): HoldReason | null {
    const holds = (since: Date | null, until: Date | null) =>
      since !== null && (until === null || until.getTime() > now);
    if (holds(frozenAt, frozenUntil)) return 'frozen';
    if (holds(pausedAt, pausedUntil)) return 'paused';
    return switchedOff ? 'disabled' : null;
  }

  /** Forgets what has ended; jobs, their watermarks and pauses, and what is in flight stay. */
  clear(): void {
    this.ended.clear();
    this.ranges.length = 0;
    this.attempts.splice(
      0,
      Infinity,
      ...this.attempts.filter(({ executionId }) => this.live.has(executionId)),
    );
    this.triggerKeys.clear();
    for (const [key, { executionId }] of this.logChunks)
      if (!this.live.has(executionId)) this.logChunks.delete(key);
  }

  async open(): Promise<void> {}

  async pending() {
    return { names: [], sql: '' };
  }

  async close(): Promise<void> {}

  async readPlannedOnce(): Promise<never> {
    return none('read');
  }

  get dataSource(): never {
    return none('read');
  }

  get writes(): never {
    return none('write');
  }

  get lease(): never {
    return none('lease');
  }
}

function none(connection: string): never {
  throw new TrackedCronError(
    'NO_DATABASE',
    `This test keeps executions in memory, and something asked for the database (its ${connection} connections): ` +
      'a test of it needs one: TrackedCronModule.forRoot({ database: { url }, execute: true }).',
  );
}
