import { resolveThresholds, type AlertThresholds } from '../health/alert-thresholds.js';
import { Schedule, type Expressions } from '../schedule/schedule.js';
import { nearest } from '../schedule/spelling.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition, JobHandler } from './job-definition.js';
import {
  assertion,
  duration,
  flag,
  invalid,
  labels,
  oneOf,
  schema,
  text,
  texts,
  timeout,
  wholeNumber,
} from './job-option.js';
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
}

/** What the module decides for jobs that don't. */
export interface JobDefaults {
  readonly timeZone: string | undefined;
}

const NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
/** The words of the admin's routes; a job of that name could not be addressed. */
const ROUTE_WORDS = new Set(
  'status jobs stats reports alerts instances audit diagnosis storage scaling marks scrub bulk freeze unfreeze openapi.json'.split(
    ' ',
  ),
);

const KNOWN_OPTIONS: Record<keyof TrackedCronJobOptions, true> = {
  name: true,
  group: true,
  owner: true,
  tags: true,
  timeZone: true,
  overlap: true,
  misfire: true,
  catchUpWindow: true,
  maxCatchUp: true,
  timeout: true,
  runsOn: true,
  disabled: true,
  enhancers: true,
  guards: true,
  filters: true,
  keepResult: true,
  assert: true,
  parameters: true,
  alertThresholds: true,
};

const KNOWN_THRESHOLDS: Record<keyof AlertThresholds, true> = {
  startDeadline: true,
  staleness: true,
  maxDuration: true,
  stallAfter: true,
  consecutiveFailures: true,
  failureRate: true,
  executionTime: true,
};

/**
 * Checks everything about a job and fills in defaults.
 * @throws TrackedCronError `INVALID_JOB` that names the job, what is wrong and what to write instead
 */
export function defineJob(source: JobSource, defaults: JobDefaults): JobDefinition {
  const name: unknown = source.options?.name ?? source.defaultName;
  const where = `Job "${String(name).slice(0, 120)}" (${source.source})`;
  try {
    return checkedJob(source, name, defaults);
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw new TrackedCronError(
      'INVALID_JOB',
      `${where}: ${error.message}`,
      { jobName: name, source: source.source, problem: error.code, ...error.details },
      { cause: error },
    );
  }
}

function checkedJob(
  { schedule: expressions, options, handler, source }: JobSource,
  name: unknown,
  defaults: JobDefaults,
): JobDefinition {
  checkNames(options, 'option', KNOWN_OPTIONS);
  checkHandler(handler);
  const schedule = Schedule.of(checkedExpressions(expressions), options.timeZone ?? defaults.timeZone);
  const definition: JobDefinition = {
    name: checkedName(name),
    group: text(options, 'group'),
    owner: text(options, 'owner'),
    tags: texts(options, 'tags'),
    schedule,
    overlap: oneOf(options, 'overlap', ['skip', 'allow']) ?? 'skip',
    misfire: oneOf(options, 'misfire', ['latest', 'all', 'skip']) ?? 'latest',
    catchUpWindow: duration(options, 'catchUpWindow'),
    maxCatchUp: wholeNumber(options, 'maxCatchUp', { least: 1, most: 10_000 }) ?? 100,
    timeout: timeout(options),
    runsOn: labels(options),
    enabled: !flag(options, 'disabled') && !schedule.isNever,
    enhancers: {
      global: oneOf(options, 'enhancers', ['local', 'all']) === 'all',
      guards: flag(options, 'guards'),
      filters: flag(options, 'filters'),
    },
    keepResult: flag(options, 'keepResult'),
    assert: assertion(options),
    parameters: schema(options),
    alertThresholds: thresholds(options),
    handler,
    source,
  };
  if (definition.misfire === 'all' && definition.overlap === 'skip') {
    throw invalid(
      "misfire: 'all' with overlap: 'skip' would catch up one slot and skip the others: write overlap: 'allow', or misfire: 'latest'.",
    );
  }
  return definition;
}

/** @param what the word for one of them */
function checkNames(given: unknown, what: 'option' | 'threshold', known: object): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw invalid(
      what === 'option'
        ? "the options must be an object: write { timeout: '20s' }, or leave them out."
        : "alertThresholds must be an object: write alertThresholds: { staleness: '30m' }.",
    );
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) continue;
    const meant = nearest(key, Object.keys(known), 3);
    throw invalid(
      `the ${what} "${key}" is not known${meant ? `: did you mean "${meant}"?` : `; there are ${Object.keys(known).join(', ')}.`}`,
    );
  }
}

function checkedName(name: unknown): string {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalid(
      'the name may hold letters, digits and _ . : - and at most 120 of them: write { name: "billing.invoices" }.',
    );
  }
  if (!ROUTE_WORDS.has(name)) return name;
  throw invalid(
    `the name "${name}" is a route of the admin API: give it another one, for example { name: 'my-${name}' }.`,
  );
}

/** Calling a generator function runs nothing of it. */
function checkHandler(handler: JobHandler): void {
  const code: unknown =
    handler.kind === 'method'
      ? (handler.type.prototype as Record<string, unknown>)[handler.methodName]
      : handler.run;
  const kind = Object.prototype.toString.call(code);
  if (kind !== '[object GeneratorFunction]' && kind !== '[object AsyncGeneratorFunction]') return;
  throw invalid('the handler is a generator, of which a call runs nothing: write async run() { … }.');
}

function checkedExpressions(schedule: unknown): Expressions {
  if (typeof schedule === 'string' && schedule.trim() !== '') return schedule;
  if (Array.isArray(schedule)) return schedule as string[];
  throw invalid("the schedule is missing: write a cron expression such as '*/5 * * * *', or '@every 90s'.");
}

function thresholds({ alertThresholds }: TrackedCronJobOptions): AlertThresholds {
  if (alertThresholds === undefined) return {};
  checkNames(alertThresholds, 'threshold', KNOWN_THRESHOLDS);
  resolveThresholds(alertThresholds, { periodMs: 60_000 }, 'alertThresholds');
  return { ...alertThresholds };
}
