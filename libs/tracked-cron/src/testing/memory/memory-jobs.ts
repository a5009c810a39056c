import type { JobScope } from '../../definition/job-scope.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import type { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { CronJobRepository, NewlyRegisteredJob } from '../../definition/cron-job.repository.js';
import { describeOptions } from '../../definition/describe-options.js';
import type { JobDefinition } from '../../definition/job-definition.js';
import { overriddenJob } from '../../definition/overrides/overridden-job.js';
import type { OverrideEdit } from '../../definition/overrides/override-edit.js';
import type { IdGenerator } from '../../id-generator.js';
import type { PauseOptions } from '../../manager/cron-job-manager.interface.js';
import type { Pause, PauseRepository } from '../../manager/pause.repository.js';
import type { SkipOrder, SkipRepository } from '../../manager/skip.repository.js';
import { asJson, dateOf } from './execution-row.js';
import { endHold, noteHold } from './memory-holds.js';
import type { MemoryFreezes } from './memory-freezes.js';
import type { MemoryDatabase } from './memory-database.js';
import type { MemoryOverrides } from './memory-overrides.js';

/** Registration, pauses and skips, as their repositories write them. */
export class MemoryJobs
  implements
    Pick<CronJobRepository, 'register' | 'markRemoved'>,
    Pick<PauseRepository, 'pause' | 'resume'>,
    Pick<SkipRepository, 'skip'>
{
  constructor(
    private readonly database: MemoryDatabase,
    private readonly ids: IdGenerator,
    private readonly clock: DatabaseClock,
    private readonly scope: JobScope & { readonly release: string | null },
    private readonly freezes: Pick<MemoryFreezes, 'apply'>,
    private readonly overrides: Pick<MemoryOverrides, 'edit'>,
  ) {}

  async register(
    definitions: readonly JobDefinition[],
    now: number,
    edit?: OverrideEdit,
  ): Promise<NewlyRegisteredJob[]> {
    if (edit) this.overrides.edit(edit);
    const registered = definitions.map((code) => {
      const known = this.database.jobNamed(code.name);
      const stored = known && this.database.overrides.get(known.id);
      const definition = stored ? overriddenJob(code, stored, now) : code;
      const job = known ? this.changed(known, definition, now) : this.inserted(definition, now);
      return {
        definition,
        id: job.id,
        version: job.definitionVersion,
        lastSlotAt: job.lastSlotAt.getTime(),
        timing: {
          version: job.scheduleVersion,
          generationId: null,
          superseded: false,
          overrideKey: job.overrideKey,
        },
        before: null,
      };
    });
    this.freezes.apply();
    return registered;
  }

  async markRemoved(name: string): Promise<boolean> {
    const job = this.database.jobNamed(name);
    if (!job || job.removedAt !== null) return false;
    job.removedAt = job.updatedAt = this.now();
    return true;
  }

  async pause(jobId: string, { reason, until, by }: PauseOptions): Promise<Pause | null> {
    const job = this.database.jobs.get(jobId)!;
    const before = this.pauseOf(job);
    if (job.pausedUntil !== null && job.pausedUntil <= this.now()) job.pausedAt = null;
    job.pausedAt ??= this.now();
    job.pausedUntil = until ?? null;
    job.pausedBy = by ?? null;
    job.pauseReason = reason ?? null;
    job.updatedAt = this.now();
    noteHold(this.database, {
      kind: 'paused',
      jobId,
      group: null,
      owner: null,
      from: this.now(),
      until: job.pausedUntil,
      by: job.pausedBy,
      reason: job.pauseReason,
    });
    return before;
  }

  async resume(jobId: string): Promise<Pause | null> {
    const job = this.database.jobs.get(jobId)!;
    const before = this.pauseOf(job);
    job.pausedAt = job.pausedUntil = job.pausedBy = job.pauseReason = null;
    job.updatedAt = this.now();
    endHold(this.database, { kind: 'paused', jobId, group: null, owner: null }, this.now());
    return before;
  }

  private pauseOf(job: CronJobEntity): Pause | null {
    const { pausedAt, pausedUntil, pausedBy, pauseReason } = job;
    if (pausedAt === null || (pausedUntil !== null && pausedUntil <= this.now())) return null;
    return { since: pausedAt, until: pausedUntil, by: pausedBy, reason: pauseReason };
  }

  async skip({ jobId, by, reason, next }: SkipOrder): Promise<number> {
    const job = this.database.jobs.get(jobId)!;
    const slot = next(job.lastSlotAt.getTime());
    if (job.skipSlot?.getTime() === slot) return slot;
    Object.assign(job, { skipSlot: dateOf(slot), skipBy: by, skipReason: reason, updatedAt: this.now() });
    return slot;
  }

  private inserted(definition: JobDefinition, now: number): CronJobEntity {
    const { application, environment, release } = this.scope;
    const at = this.now();
    const job: CronJobEntity = {
      id: this.ids.next(now),
      application,
      environment,
      ...described(definition),
      breakerFailures: 0,
      breakerOpenings: 0,
      breakerOpenedAt: null,
      breakerUntil: null,
      breakerTrial: null,
      definitionVersion: 1,
      lastSlotAt: dateOf(now),
      pausedAt: null,
      pausedUntil: null,
      pausedBy: null,
      pauseReason: null,
      skipSlot: null,
      skipBy: null,
      skipReason: null,
      frozenAt: null,
      frozenUntil: null,
      lastSuccessAt: null,
      lastFailureAt: null,
      release,
      scheduleVersion: 1,
      generationId: null,
      dueSince: null,
      removedAt: null,
      createdAt: at,
      updatedAt: at,
    };
    this.database.jobs.set(job.id, job);
    return job;
  }

  /** A changed schedule holds from now on, never backwards; so does a job that comes back. */
  private changed(job: CronJobEntity, definition: JobDefinition, now: number): CronJobEntity {
    const before = JSON.stringify(describedRow(job));
    const times = JSON.stringify(timingOf(job));
    const back = job.removedAt !== null;
    Object.assign(job, described(definition), {
      release: this.scope.release,
      removedAt: null,
      updatedAt: this.now(),
    });
    if (definition.breaker === null) job.breakerUntil = null;
    if (JSON.stringify(describedRow(job)) !== before) job.definitionVersion += 1;
    const changed = JSON.stringify(timingOf(job)) !== times;
    if (changed) job.scheduleVersion += 1;
    if (changed || back) job.dueSince = job.lastSlotAt = dateOf(Math.max(job.lastSlotAt.getTime() + 1, now));
    return job;
  }

  private now(): Date {
    return dateOf(this.clock.now());
  }
}

function timingOf({ schedule, timeZone, options, switchedOff }: CronJobEntity) {
  return [schedule, timeZone, options.enabled === true || switchedOff, options.scope];
}

type Described = Pick<
  CronJobEntity,
  | 'name'
  | 'previousNames'
  | 'declared'
  | 'group'
  | 'owner'
  | 'tags'
  | 'schedule'
  | 'timeZone'
  | 'overlap'
  | 'maxQueued'
  | 'concurrencyKey'
  | 'concurrencyLimit'
  | 'options'
  | 'maxAttempts'
  | 'onLost'
  | 'overrideKey'
  | 'switchedOff'
>;

function described(definition: JobDefinition): Described {
  return {
    name: definition.name,
    previousNames: [...definition.previousNames],
    declared: definition.handler.kind === 'method',
    group: definition.group,
    owner: definition.owner,
    tags: [...definition.tags],
    schedule: definition.schedule.expression,
    timeZone: definition.schedule.timeZone,
    overlap: definition.overlap,
    maxQueued: definition.maxQueued,
    concurrencyKey: definition.concurrency?.key ?? null,
    concurrencyLimit: definition.concurrency?.limit ?? null,
    maxAttempts: definition.retryPolicy.maxAttempts,
    onLost: definition.onLost,
    overrideKey: definition.override?.key ?? null,
    switchedOff: definition.switchedOff,
    options: asJson(describeOptions(definition)) as Record<string, unknown>,
  };
}

function describedRow({
  name,
  group,
  owner,
  tags,
  schedule,
  timeZone,
  overlap,
  options,
  maxAttempts,
  onLost,
}: Omit<
  Described,
  | 'previousNames'
  | 'declared'
  | 'maxQueued'
  | 'concurrencyKey'
  | 'concurrencyLimit'
  | 'overrideKey'
  | 'switchedOff'
>) {
  return { name, group, owner, tags, schedule, timeZone, overlap, options, maxAttempts, onLost };
}
