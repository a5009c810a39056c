import { parseDuration, type Duration } from '../duration.js';
import { resolveThresholds } from '../health/alert-thresholds.js';
import { Schedule } from '../schedule/schedule.js';
import { nearest } from '../schedule/spelling.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { JobDefinition, JobHandler } from './job-definition.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

/** What a decorator, or `register`, says of a job. */
export interface JobSource {
  readonly schedule: string;
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

/**
 * Checks everything about a job and fills in defaults.
 * @throws TrackedCronError `INVALID_JOB` that names the job, what is wrong and what to write instead
 */
export function defineJob(source: JobSource, defaults: JobDefaults): JobDefinition {
  const { options } = source;
  const name = options.name ?? source.defaultName;
  const where = name === source.source ? `Job "${name}"` : `Job "${name}" (${source.source})`;
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
  { schedule, options, handler, source }: JobSource,
  name: string,
  defaults: JobDefaults,
): JobDefinition {
  checkNames(options);
  if (!NAME.test(name) || ROUTE_WORDS.has(name)) {
    throw invalid(
      ROUTE_WORDS.has(name)
        ? `the name "${name}" is a route of the admin API: give it another one, for example { name: 'my-${name}' }.`
        : 'the name may hold letters, digits and _ . : - and at most 120 of them: write { name: "billing.invoices" }.',
    );
  }
  const definition: JobDefinition = {
    name,
    group: text(options, 'group'),
    owner: text(options, 'owner'),
    tags: texts(options, 'tags'),
    schedule: Schedule.of(checkedExpression(schedule), options.timeZone ?? defaults.timeZone),
    overlap: oneOf(options, 'overlap', ['skip', 'allow']) ?? 'skip',
    misfire: oneOf(options, 'misfire', ['latest', 'all', 'skip']) ?? 'latest',
    catchUpWindow: duration(options, 'catchUpWindow'),
    maxCatchUp: wholeNumber(options, 'maxCatchUp', 1, 10_000) ?? 100,
    timeout: timeout(options),
    runsOn: typeof options.runsOn === 'string' ? [options.runsOn] : texts(options, 'runsOn'),
    enabled: !flag(options, 'disabled'),
    enhancers: {
      global: oneOf(options, 'enhancers', ['local', 'all']) === 'all',
      guards: flag(options, 'guards'),
      filters: flag(options, 'filters'),
    },
    keepResult: flag(options, 'keepResult'),
    assert: func(options, 'assert'),
    parameters: schema(options),
    alertThresholds: options.alertThresholds ?? {},
    handler,
    source,
  };
  resolveThresholds(options.alertThresholds, { periodMs: 60_000 }, 'alertThresholds');
  if (definition.misfire === 'all' && definition.overlap === 'skip') {
    throw invalid(
      "misfire: 'all' with overlap: 'skip' would catch up one slot and skip the others: write overlap: 'allow', or misfire: 'latest'.",
    );
  }
  return definition;
}

function checkNames(options: TrackedCronJobOptions): void {
  for (const key of Object.keys(options)) {
    if (key in KNOWN_OPTIONS) continue;
    const meant = nearest(key, Object.keys(KNOWN_OPTIONS), 3);
    throw invalid(
      `the option "${key}" is not known${meant ? `: did you mean "${meant}"?` : `; there are ${Object.keys(KNOWN_OPTIONS).join(', ')}.`}`,
    );
  }
}

function checkedExpression(schedule: unknown): string {
  if (typeof schedule === 'string' && schedule.trim() !== '') return schedule;
  throw invalid("the schedule is missing: write a cron expression such as '*/5 * * * *', or '@every 90s'.");
}

type Key = keyof TrackedCronJobOptions;

function text(options: TrackedCronJobOptions, key: 'group' | 'owner'): string | null {
  const value: unknown = options[key];
  if (value === undefined) return null;
  if (typeof value === 'string' && value !== '' && value.length <= 200) return value;
  throw invalid(`${key} must be a text of 1 to 200 characters: write ${key}: 'billing'.`);
}

function texts(options: TrackedCronJobOptions, key: 'tags' | 'runsOn'): readonly string[] {
  const value: unknown = options[key] ?? [];
  const fits = (item: unknown) => typeof item === 'string' && item !== '' && item.length <= 100;
  if (Array.isArray(value) && value.length <= 50 && value.every(fits)) return value as string[];
  throw invalid(`${key} must be a list of at most 50 short texts: write ${key}: ['nightly'].`);
}

function oneOf<Value extends string>(
  options: TrackedCronJobOptions,
  key: Key,
  values: readonly Value[],
): Value | undefined {
  const value: unknown = options[key];
  if (value === undefined || values.includes(value as Value)) return value as Value | undefined;
  throw invalid(
    `${key}: ${JSON.stringify(value)} is not known: write ${values.map((one) => `'${one}'`).join(' or ')}.`,
  );
}

function flag(options: TrackedCronJobOptions, key: Key): boolean {
  const value: unknown = options[key] ?? false;
  if (typeof value === 'boolean') return value;
  throw invalid(`${key} must be true or false.`);
}

function func(options: TrackedCronJobOptions, key: 'assert'): JobDefinition['assert'] {
  const value = options[key];
  if (value === undefined) return null;
  if (typeof value === 'function') return value;
  throw invalid(
    `${key} must be a function of the result: write ${key}: (result) => result.length > 0 || 'nothing found'.`,
  );
}

function schema(options: TrackedCronJobOptions): JobDefinition['parameters'] {
  const value = options.parameters;
  if (value === undefined) return null;
  if (typeof value?.['~standard']?.validate === 'function') return value;
  throw invalid(
    'parameters must be a Standard Schema: write parameters: z.object({ … }) with zod 3.24 or newer, valibot or arktype.',
  );
}

function duration(options: TrackedCronJobOptions, key: 'catchUpWindow' | 'timeout'): number | null {
  const value: Duration | undefined = options[key];
  return value === undefined ? null : parseDuration(value, key);
}

/** The longest that a timer of Node can wait, milliseconds: 24.8 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

function timeout(options: TrackedCronJobOptions): number | null {
  const milliseconds = duration(options, 'timeout');
  if (milliseconds === null || milliseconds <= LONGEST_TIMER_MS) return milliseconds;
  throw invalid('timeout can be 24 days at most: write a shorter one, or none.');
}

function wholeNumber(
  options: TrackedCronJobOptions,
  key: 'maxCatchUp',
  least: number,
  most: number,
): number | null {
  const value: unknown = options[key];
  if (value === undefined) return null;
  if (Number.isInteger(value) && (value as number) >= least && (value as number) <= most)
    return value as number;
  throw invalid(`${key} must be a whole number from ${least} to ${most}.`);
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
