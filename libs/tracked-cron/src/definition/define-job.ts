import { Schedule, type Expressions } from '../schedule/schedule.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { canWaitUntil, dependencies, impact, rerun, runbook } from './alert-options.js';
import { calendarsOf, type NamedCalendars } from './calendar-option.js';
import { breakerPolicy } from './breaker-option.js';
import { checkHandler } from './check-handler.js';
import type { EnhancerChoice, JobDefinition, JobHandler } from './job-definition.js';
import { checkedName, checkedPreviousNames } from './job-name.js';
import { jobProblem } from './job-problem.js';
import {
  assertion,
  condition,
  duration,
  flag,
  invalid,
  labels,
  oneOf,
  schema,
  profile,
  text,
  texts,
  timeout,
  wholeNumber,
} from './job-option.js';
import { checkPolicies, concurrency } from './overlap-options.js';
import { checkNames } from './known-options.js';
import { logOptions } from './log-options.js';
import { layOptions, layOverride, type JobDefaults, type OptionSource } from './option-layers.js';
import type { JobOverrideValues } from './overrides/override-fields.js';
import { overrideLayer } from './overrides/override-layer.js';
import { overrideLimits } from './overrides/override-limits.js';
import { retryPolicy } from './retry-option.js';
import { thresholds } from './threshold-options.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** What a decorator, or `register`, says of a job. */
export interface JobSource {
  readonly schedule: Expressions;
  readonly options: TrackedCronJobOptions;
  readonly handler: JobHandler;
  /** The job's name if it has none of its own. */
  readonly defaultName: string;
  /** Where it is written, for messages. */
  readonly source: string;
  /** Why it is disabled, where that is known better than by its options. */
  readonly disabledReason?: string;
  /** Whether it is a job of our own libraries. */
  readonly system?: boolean;
}

const KNOWN_OPTIONS: Record<keyof TrackedCronJobOptions, true> = {
  name: true,
  previousNames: true,
  group: true,
  owner: true,
  tags: true,
  profile: true,
  timeZone: true,
  overlap: true,
  maxQueued: true,
  concurrency: true,
  zombie: true,
  scope: true,
  calendar: true,
  when: true,
  jitter: true,
  misfire: true,
  catchUpWindow: true,
  maxCatchUp: true,
  timeout: true,
  retryPolicy: true,
  onLost: true,
  breaker: true,
  runsOn: true,
  disabled: true,
  enhancers: true,
  guards: true,
  filters: true,
  keepResult: true,
  assert: true,
  parameters: true,
  logs: true,
  alertThresholds: true,
  dependsOn: true,
  runbookUrl: true,
  impact: true,
  canWaitUntil: true,
  rerun: true,
  overrides: true,
};

const OPTION_NAMES = Object.keys(KNOWN_OPTIONS);

/** One for all that say nothing of it, as most do. */
const LOCAL: EnhancerChoice = Object.freeze({ global: false, guards: false, filters: false });

/**
 * Checks everything about a job and fills in defaults.
 * @param override in place of what the code says
 * @throws TrackedCronError `INVALID_JOB` that names the job, what is wrong and what to write instead
 */
export function defineJob(
  source: JobSource,
  defaults: JobDefaults,
  override: JobOverrideValues = {},
): JobDefinition {
  const name: unknown = source.options?.name ?? source.defaultName;
  try {
    return checkedJob(source, name, defaults, override);
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw jobProblem(name, source.source, error);
  }
}

function checkedJob(
  writtenAs: JobSource,
  name: unknown,
  defaults: JobDefaults,
  override: JobOverrideValues,
): JobDefinition {
  const { schedule, options: written, handler, source, disabledReason, system = false } = writtenAs;
  checkNames(
    written,
    'option',
    OPTION_NAMES,
    "the options must be an object: write { timeout: '20s' }, or leave them out.",
  );
  checkHandler(handler);
  // before the layers are laid, which look them up
  text(written, 'group');
  profile(written);
  thresholds(written.alertThresholds);
  const code = layOptions(written, defaults);
  const { options, sources } = layOverride(code, overrideLayer(override, code.options));
  const due = Schedule.of(checkedExpressions(override.schedule ?? schedule), options.timeZone);
  const disabled = flag(options, 'disabled');
  const enabled = !disabled && !due.isNever;
  const isOverride = sources.disabled === 'override';
  const jobName = checkedName(name, system);
  const definition = {
    name: jobName,
    previousNames: checkedPreviousNames(options.previousNames, jobName),
    dependsOn: dependencies(options, jobName),
    schedule: due,
    enabled,
    switchedOff: !enabled && isOverride && !flag(code.options, 'disabled') && !due.isNever,
    onlyByHand: due.isNever && !disabled && disabledReason === undefined,
    disabledReason: enabled
      ? null
      : ((isOverride ? undefined : disabledReason) ?? whyDisabled(options, due, sources.disabled)),
    handler,
    source,
    system,
    optionSources: override.schedule === undefined ? sources : { ...sources, schedule: 'override' as const },
    override: null,
    writtenAs,
    defaults,
    // last: what is added behind so many properties gives each job a hidden class of its own, of a kilobyte
    ...checkedOptions(options, defaults.calendars),
  };
  checkPolicies(definition);
  if (definition.scope === 'instance') refuseShared(definition);
  if (definition.onLost === 'retry' && definition.retryPolicy.maxAttempts === 1) {
    throw invalid(
      "onLost: 'retry' has no attempt to make: write retryPolicy: { maxAttempts: 2 } beside it, or onLost: 'fail'.",
    );
  }
  return definition;
}

/** Waits and breakers stand in the database, where any instance finds them: not what a job for each of them is about. */
function refuseShared({
  retryPolicy: { maxAttempts },
  breaker,
}: Pick<JobDefinition, 'retryPolicy' | 'breaker'>): void {
  const option = maxAttempts > 1 ? 'retryPolicy' : breaker ? 'breaker' : undefined;
  if (!option) return;
  throw invalid(
    `${option} is shared by all instances, and scope: 'instance' runs the job by itself on each of them: write scope: 'cluster', or ${option}: null.`,
  );
}

/**
 * Reads every option that stands for itself and fills in defaults.
 * @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION`, `INVALID_THRESHOLD`
 */
export function checkedOptions(options: TrackedCronJobOptions, calendars: NamedCalendars = {}) {
  return {
    profile: profile(options) ?? 'recommended',
    group: text(options, 'group'),
    owner: text(options, 'owner'),
    tags: texts(options, 'tags'),
    overlap: oneOf(options, 'overlap', ['skip', 'queue', 'allow', 'cancelPrevious']) ?? 'skip',
    maxQueued: wholeNumber(options, 'maxQueued', { least: 1, most: 10_000 }) ?? 100,
    concurrency: concurrency(options),
    zombie: oneOf(options, 'zombie', ['hold', 'release']) ?? 'hold',
    scope: oneOf(options, 'scope', ['cluster', 'instance']) ?? 'cluster',
    calendars: calendarsOf(options.calendar, calendars),
    when: condition(options),
    jitter: duration(options, 'jitter') ?? 0,
    misfire: oneOf(options, 'misfire', ['latest', 'all', 'skip']) ?? 'latest',
    catchUpWindow: duration(options, 'catchUpWindow'),
    maxCatchUp: wholeNumber(options, 'maxCatchUp', { least: 1, most: 10_000 }) ?? 100,
    timeout: timeout(options),
    retryPolicy: retryPolicy(options),
    onLost: oneOf(options, 'onLost', ['fail', 'retry']) ?? 'fail',
    breaker: breakerPolicy(options),
    runsOn: labels(options),
    enhancers: enhancers(options),
    keepResult: flag(options, 'keepResult'),
    assert: assertion(options),
    parameters: schema(options),
    logs: logOptions(options),
    alertThresholds: thresholds(options.alertThresholds),
    runbookUrl: runbook(options),
    impact: impact(options),
    canWaitUntil: canWaitUntil(options),
    rerun: rerun(options),
    overrides: overrideLimits(options),
  };
}

function enhancers(options: TrackedCronJobOptions): EnhancerChoice {
  const global = oneOf(options, 'enhancers', ['local', 'all']) === 'all';
  const [guards, filters] = [flag(options, 'guards'), flag(options, 'filters')];
  return global || guards || filters ? { global, guards, filters } : LOCAL;
}

function checkedExpressions(schedule: unknown): Expressions {
  if (typeof schedule === 'string' && schedule.trim() !== '') return schedule;
  if (Array.isArray(schedule)) return schedule as string[];
  throw invalid("the schedule is missing: write a cron expression such as '*/5 * * * *', or '@every 90s'.");
}

function whyDisabled(
  options: TrackedCronJobOptions,
  schedule: Schedule,
  source: OptionSource | undefined,
): string | null {
  if (flag(options, 'disabled'))
    return `disabled by ${source === 'job' ? 'the job' : source === 'override' ? 'an override' : source}`;
  return schedule.isNever ? 'its schedule is never due' : null;
}
