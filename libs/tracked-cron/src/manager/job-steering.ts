import type { BackfillRepository } from '../cluster/backfill.repository.js';
import type { CancelDesk } from '../cluster/cancel-desk.js';
import type { InstanceIdentity } from '../cluster/instance-identity.js';
import type { LaneQueue } from '../cluster/lane-queue.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { Freeze, FreezeRepository, FrozenJobs } from '../definition/freeze.repository.js';
import type { JobRegistry } from '../definition/job-registry.js';
import { refuseSystemJob } from '../definition/system-job.js';
import type { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import { isUuid } from '../history/is-uuid.js';
import type { IdGenerator } from '../id-generator.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type {
  BackfilledRange,
  BackfillOptions,
  CancelledExecution,
  FreezeOptions,
  SteeringWords,
  UnfreezeOptions,
} from './job-steering.interface.js';
import type { SkipRepository } from './skip.repository.js';
import { inTheFuture, words } from './words.js';

/** How many executions of a job may wait to make up for past slots. */
const MOST_BACKFILLED = 1_000;

/** What people decide over single slots and executions, behind {@link ICronJobManager}. */
export class JobSteering {
  constructor(
    private readonly registry: JobRegistry,
    private readonly cancels: Pick<CancelDesk, 'cancel'>,
    private readonly history: Pick<ExecutionHistoryRepository, 'find'>,
    private readonly skips: Pick<SkipRepository, 'skip'>,
    private readonly freezes: Pick<FreezeRepository, 'freeze' | 'unfreeze' | 'all'>,
    private readonly backfills: Pick<BackfillRepository, 'birth'>,
    private readonly queue: Pick<LaneQueue, 'wake'>,
    private readonly clock: Pick<DatabaseClock, 'now'>,
    private readonly ids: IdGenerator,
    private readonly identity: Pick<InstanceIdentity, 'release'>,
  ) {}

  async cancel(executionId: string, asked: SteeringWords): Promise<CancelledExecution> {
    const { by, reason } = spoken(asked);
    const found = isUuid(executionId)
      ? await this.cancels.cancel(executionId.toLowerCase(), { kind: 'person', by, reason })
      : null;
    if (found === null || found.stood === 'zombie') throw await this.notInFlight(executionId);
    const { jobName, stood, observed } = found;
    if (observed) {
      throw new TrackedCronError(
        'OBSERVED_JOB',
        `Job "${jobName}" is only observed, and its own scheduler runs it: write @TrackedCron in place of @Cron to cancel its executions.`,
        { jobName },
      );
    }
    return { executionId, jobName, status: stood === 'pending' ? 'cancelled' : 'cancelling' };
  }

  async skipNext(jobName: string, asked: SteeringWords): Promise<Date> {
    const { id: jobId, definition } = this.registry.get(jobName);
    refuseSystemJob(definition, 'skip a slot');
    const { schedule, disabledReason, enabled } = definition;
    if (!enabled) {
      throw new TrackedCronError(
        'NO_SLOT',
        `Job "${jobName}" has no next slot to skip: it is ${disabledReason}.`,
        {
          jobName,
        },
      );
    }
    const now = this.clock.now();
    const next = (watermark: number) => schedule.nextAfter(Math.max(watermark, now));
    return new Date(await this.skips.skip({ jobId, ...spoken(asked), next }));
  }

  /** What waited through a pause may start. */
  wake(jobId: string): void {
    this.queue.wake(jobId);
  }

  /** @returns the freeze of the same that held before */
  async freeze({ group, owner, until, ...asked }: FreezeOptions): Promise<Freeze | null> {
    inTheFuture(until, this.clock.now(), 'leave it out to freeze until unfreeze');
    const meant = frozenJobs({ group, owner });
    const before = await this.freezeOf(meant);
    await this.freezes.freeze({ ...meant, until: until ?? null, ...spoken(asked) });
    return before;
  }

  /** @returns whether there was one, and the one that held */
  async unfreeze({
    group,
    owner,
    ...asked
  }: UnfreezeOptions): Promise<{ ended: boolean; before: Freeze | null }> {
    const meant = frozenJobs({ group, owner });
    const before = await this.freezeOf(meant);
    const ended = await this.freezes.unfreeze({ ...meant, ...spoken(asked) });
    for (const { id } of ended ? this.registry.registered() : []) this.queue.wake(id);
    return { ended, before };
  }

  getFreezes(): Promise<Freeze[]> {
    return this.freezes.all();
  }

  async backfill(
    jobName: string,
    from: Date,
    to: Date,
    { limit = MOST_BACKFILLED, ...asked }: BackfillOptions,
  ): Promise<BackfilledRange> {
    const { id: jobId, definition } = this.registry.get(jobName);
    refuseSystemJob(definition, 'make up for past slots');
    const now = this.clock.now();
    checkRange(from, to, now);
    checkLimit(limit);
    const slots = definition.schedule.between(new Date(from.getTime() - 1), to, limit + 1);
    if (slots.length > limit) throw tooMany(jobName, limit);
    if (slots.length === 0) return { jobName, count: 0, first: null, last: null };
    const born = await this.backfills.birth({
      jobId,
      slots: slots.map((slot) => ({ id: this.ids.next(now), slot: slot.getTime() })),
      ...spoken(asked),
      release: this.identity.release,
      most: MOST_BACKFILLED,
    });
    if (!born) throw tooMany(jobName, MOST_BACKFILLED);
    this.queue.wake(jobId);
    return { jobName, count: slots.length, first: slots[0], last: slots.at(-1)! };
  }

  private async freezeOf({ group, owner }: FrozenJobs): Promise<Freeze | null> {
    const all = await this.freezes.all();
    return all.find((freeze) => freeze.group === group && freeze.owner === owner) ?? null;
  }

  private async notInFlight(executionId: string): Promise<TrackedCronError> {
    const ended = isUuid(executionId) ? await this.history.find(executionId.toLowerCase()) : null;
    if (ended === null) {
      return new TrackedCronError('UNKNOWN_EXECUTION', `There is no execution "${executionId}".`, {
        executionId,
      });
    }
    if (ended.completedAt === null) {
      return new TrackedCronError(
        'UNKNOWN_EXECUTION',
        `Execution ${executionId} is in flight in the environment "${ended.environment}": cancel it there.`,
        { executionId, environment: ended.environment },
      );
    }
    return new TrackedCronError(
      'NOT_IN_FLIGHT',
      `Execution ${executionId} of "${ended.jobName}" can't be cancelled: it has ended (${ended.status}).`,
      { executionId, status: ended.status },
    );
  }
}

function spoken({ by, reason }: SteeringWords): { by: string | null; reason: string | null } {
  return { by: words('by', by) ?? null, reason: words('reason', reason) ?? null };
}

/** A freeze's jobs as the audit log names them: `matches`, `owner:sports`; undefined for every job. */
export function frozenInWords({ group, owner }: Pick<FreezeOptions, 'group' | 'owner'>): string | undefined {
  return [group, owner && `owner:${owner}`].filter(Boolean).join(' ') || undefined;
}

function frozenJobs({ group, owner }: Pick<FreezeOptions, 'group' | 'owner'>): FrozenJobs {
  return { group: named('group', group), owner: named('owner', owner) };
}

function named(what: 'group' | 'owner', name: unknown): string | null {
  if (name === undefined || name === null) return null;
  if (typeof name === 'string' && name !== '' && name.length <= 200) return name;
  throw invalid(
    `${what} must be a name: leave it out for jobs of every ${what}, or write ${what}: 'matches'.`,
  );
}

function checkRange(from: unknown, to: unknown, now: number): void {
  if (!isInstant(from) || !isInstant(to) || from > to || to.getTime() > now) {
    throw invalid(
      'from and to must be Dates in the past, the earlier one first: backfill makes up for past slots.',
    );
  }
}

function checkLimit(limit: unknown): void {
  if (Number.isInteger(limit) && (limit as number) >= 1 && (limit as number) <= MOST_BACKFILLED) return;
  throw invalid(`limit must be a whole number from 1 to ${MOST_BACKFILLED}.`);
}

function isInstant(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime());
}

function tooMany(jobName: string, limit: number): TrackedCronError {
  return new TrackedCronError(
    'BACKFILL_TOO_LARGE',
    `More than ${limit} executions of "${jobName}" would wait: ask for a shorter range, or wait for those that do.`,
    { jobName, limit },
  );
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
