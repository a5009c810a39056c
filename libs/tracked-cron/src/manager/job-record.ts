import type { CronJobEntity } from '../definition/cron-job.entity.js';
import type { OptionSource } from '../definition/option-layers.js';
import type { AppliedOverride } from '../definition/overrides/overridden-job.js';
import type { StoredOverride } from '../definition/overrides/override-fields.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { dueTimes } from './due-times.js';
import { jobOverride, type JobOverride } from './override-record.js';

/** What an option came to, and who said so. */
export interface EffectiveOption {
  /** Durations in milliseconds; null for none. Of functions and schemas only whether, or by whom, there is one. */
  readonly value: unknown;
  readonly source: OptionSource;
}

/** Every option of a job by its name, thresholds as `alertThresholds`, each with a source of its own. */
export type EffectiveOptions = Readonly<
  Record<Exclude<keyof TrackedCronJobOptions, 'name' | 'alertThresholds'>, EffectiveOption>
> & { readonly alertThresholds: Readonly<Record<string, EffectiveOption>> };

/** A job as it holds: what the code that registered it last says, and what people have put in place of that. */
export interface JobRecord {
  readonly jobName: string;
  /** Where it is written: `MatchUpdates.refreshLiveScores in MatchModule`. */
  readonly definedIn: string;
  readonly schedule: string;
  /** `override` where somebody has put it in place of the code's. */
  readonly scheduleSource: 'job' | 'override';
  /** The schedule in words. */
  readonly description: string;
  /** Why it is never due; null for an enabled job. */
  readonly disabledReason: string | null;
  readonly options: EffectiveOptions;
  /** What people have put in place of the code; null for nothing. */
  readonly override: JobOverride | null;
  /** The ids of the instances that are alive and have it in their code. */
  readonly knownBy: readonly string[];
  /** Grows with each change of the definition; an execution names the one it ran under. */
  readonly version: number;
  /** Release of the application that defined it last. */
  readonly release: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** When the last release that knew the job stopped knowing it. */
  readonly removedAt: Date | null;
}

/** As `describeOptions` writes it. */
interface StoredOptions {
  readonly source?: string;
  readonly disabledReason?: string | null;
  readonly enabled?: boolean;
  readonly enhancers?: { readonly global: boolean; readonly guards: boolean; readonly filters: boolean };
  readonly alertThresholds?: Readonly<Record<string, unknown>>;
  readonly sources?: Readonly<Record<string, OptionSource>>;
  readonly override?: AppliedOverride | null;
  readonly [option: string]: unknown;
}

/** What is read of a job beside its row. */
export interface JobConfigurationRows {
  readonly overrides: ReadonlyMap<string, StoredOverride>;
  readonly knownBy: ReadonlyMap<string, readonly string[]>;
}

/** The row of a job, for people and programs to read. */
export function jobRecord(
  job: CronJobEntity,
  { overrides, knownBy }: JobConfigurationRows,
  now: Date,
): JobRecord {
  const stored = job.options as StoredOptions;
  return {
    jobName: job.name,
    definedIn: stored.source ?? '',
    schedule: job.schedule,
    scheduleSource: stored.sources?.schedule === 'override' ? 'override' : 'job',
    description: described(job),
    disabledReason: stored.disabledReason ?? null,
    options: effectiveOptions(job, stored),
    override: jobOverride(overrides.get(job.id), stored.override, now),
    knownBy: knownBy.get(job.id) ?? [],
    version: job.definitionVersion,
    release: job.release,
    createdAt: job.createdAt,
    updatedAt: job.updatedAt,
    removedAt: job.removedAt,
  };
}

function effectiveOptions(job: CronJobEntity, stored: StoredOptions): EffectiveOptions {
  const of = (name: string, value: unknown): EffectiveOption => ({
    value: value ?? null,
    source: stored.sources?.[name] ?? 'default',
  });
  const kept = (name: string) => of(name, stored[name]);
  const thresholds = Object.entries(stored.alertThresholds ?? {});
  return {
    previousNames: of('previousNames', job.previousNames),
    profile: kept('profile'),
    group: of('group', job.group),
    owner: of('owner', job.owner),
    tags: of('tags', job.tags),
    timeZone: of('timeZone', job.timeZone),
    overlap: of('overlap', job.overlap),
    maxQueued: kept('maxQueued'),
    concurrency: kept('concurrency'),
    zombie: kept('zombie'),
    scope: kept('scope'),
    calendar: kept('calendar'),
    when: kept('when'),
    jitter: kept('jitter'),
    misfire: kept('misfire'),
    catchUpWindow: kept('catchUpWindow'),
    maxCatchUp: kept('maxCatchUp'),
    timeout: kept('timeout'),
    retryPolicy: kept('retryPolicy'),
    onLost: kept('onLost'),
    breaker: kept('breaker'),
    runsOn: kept('runsOn'),
    disabled: of('disabled', stored.enabled === false),
    enhancers: of('enhancers', stored.enhancers?.global ? 'all' : 'local'),
    guards: of('guards', stored.enhancers?.guards),
    filters: of('filters', stored.enhancers?.filters),
    keepResult: kept('keepResult'),
    assert: kept('assert'),
    parameters: kept('parameters'),
    logs: kept('logs'),
    dependsOn: kept('dependsOn'),
    runbookUrl: kept('runbookUrl'),
    impact: kept('impact'),
    canWaitUntil: kept('canWaitUntil'),
    rerun: kept('rerun'),
    overrides: kept('overrides'),
    alertThresholds: Object.fromEntries(
      thresholds.map(([name, value]) => [name, of(`alertThresholds.${name}`, value)]),
    ),
  };
}

function described(job: CronJobEntity): string {
  try {
    return dueTimes(job).description;
  } catch (error) {
    // written by a release that knew more
    if (error instanceof TrackedCronError) return job.schedule;
    throw error;
  }
}
