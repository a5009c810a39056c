import { timeOfDay } from '../health/time-of-day.js';
import { invalid, isStorable, NONE, oneOf } from './job-option.js';
import { isJobName } from './job-name.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

// What a job says of its alerts beside its thresholds: carried as data, for whoever tells.

/** Where to read what to do, by the class of the error; `*` for any other. */
export type Runbook = string | Readonly<Record<string, string>>;

/** Whether somebody may just run it again. */
export type Rerun = 'safe' | 'ask' | 'never';

const MOST_DEPENDENCIES = 50;
const MOST_RUNBOOKS = 50;
const LONGEST_URL = 2_000;
const LONGEST_IMPACT = 500;
const UNSTORABLE =
  'PostgreSQL has no place for NUL, nor for half of a character (a lone surrogate): leave it out';

/** @param jobName which must not depend on itself */
export function dependencies({ dependsOn }: TrackedCronJobOptions, jobName: string): readonly string[] {
  if (dependsOn === undefined) return NONE;
  const names: unknown = typeof dependsOn === 'string' ? [dependsOn] : dependsOn;
  if (!Array.isArray(names) || names.length > MOST_DEPENDENCIES || !names.every(isJobName)) {
    throw invalid(
      `dependsOn must be the name of a job, or a list of at most ${MOST_DEPENDENCIES}: write dependsOn: ['warehouse.sync'].`,
    );
  }
  if (names.includes(jobName))
    throw invalid(`dependsOn: a job can't wait for itself: leave "${jobName}" out.`);
  return [...new Set(names)];
}

export function runbook({ runbookUrl }: TrackedCronJobOptions): Runbook | null {
  if (runbookUrl === undefined || runbookUrl === null) return null;
  if (typeof runbookUrl === 'string') return checkedUrl(runbookUrl, 'runbookUrl');
  if (typeof runbookUrl !== 'object' || Array.isArray(runbookUrl)) {
    throw invalid(
      "runbookUrl must be an address, or addresses by class of error: write { TimeoutError: 'https://…', '*': 'https://…' }.",
    );
  }
  const entries = Object.entries(runbookUrl);
  if (entries.length > MOST_RUNBOOKS)
    throw invalid(`runbookUrl: at most ${MOST_RUNBOOKS} classes of errors have their own.`);
  return Object.fromEntries(
    entries.map(([errorClass, url]) => {
      if (isStorable(errorClass)) return [errorClass, checkedUrl(url, `runbookUrl.${errorClass}`)];
      throw invalid(`runbookUrl: ${JSON.stringify(errorClass)} is no class of errors: ${UNSTORABLE}.`);
    }),
  );
}

export function impact({ impact: written }: TrackedCronJobOptions): string | null {
  const value: unknown = written ?? undefined;
  if (value === undefined) return null;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_IMPACT) {
    if (isStorable(value)) return value;
    throw invalid(`impact: ${UNSTORABLE}.`);
  }
  throw invalid(
    `impact must be a text of 1 to ${LONGEST_IMPACT} characters: write impact: 'Customers get no invoices.'.`,
  );
}

/** As `HH:MM`. */
export function canWaitUntil({ canWaitUntil: written }: TrackedCronJobOptions): string | null {
  const value: unknown = written ?? undefined;
  if (value === undefined) return null;
  const time = timeOfDay(value);
  if (time !== undefined) return time;
  throw invalid("canWaitUntil must be a time of day in the job's time zone: write canWaitUntil: '08:00'.");
}

export function rerun(options: TrackedCronJobOptions): Rerun | null {
  return options.rerun === null ? null : (oneOf<Rerun>(options, 'rerun', ['safe', 'ask', 'never']) ?? null);
}

function checkedUrl(value: unknown, where: string): string {
  const fits =
    typeof value === 'string' && value.length <= LONGEST_URL && isStorable(value) && URL.canParse(value);
  if (fits && /^https?:$/.test(new URL(value).protocol)) return value;
  throw invalid(`${where} must be an address: write 'https://wiki.example.com/runbooks/invoices'.`);
}
