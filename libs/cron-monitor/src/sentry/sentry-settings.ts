import { TrackedCronError } from 'nestjs-tracked-cron';
import { checkNames } from 'nestjs-tracked-cron/internal';
import type { SentryOptions } from './sentry.options.js';

/** {@link SentryOptions}, checked, with every default. */
export interface SentrySettings {
  readonly dsn: string | null;
  readonly errors: boolean | 'every-attempt';
  readonly spans: boolean;
  readonly checkIns: boolean;
}

const REMEDY =
  "sentry must be true, false or an object: write sentry: true, or sentry: { dsn: 'https://…' }.";
const DSN = /^https?:\/\/[^@/\s]+@[^/\s]+\/(?:[^\s]*\/)?\d+$/;

/** @returns null where nothing is to be told. @throws TrackedCronError `INVALID_OPTION`, with what to write instead */
export function sentrySettings(given: SentryOptions | boolean | undefined): SentrySettings | null {
  if (given === undefined || given === false) return null;
  const options = given === true ? {} : given;
  checkNames(options, 'option of sentry', ['dsn', 'errors', 'spans', 'checkIns'], REMEDY);
  const { dsn, errors = true, spans = true, checkIns = false } = options;
  if (dsn !== undefined && !(typeof dsn === 'string' && DSN.test(dsn))) {
    // the DSN itself is left out: its key may be one that somebody took for secret
    throw invalid("sentry.dsn is not the address of a project: write dsn: 'https://key@host/42'.");
  }
  if (![true, false, 'every-attempt'].includes(errors)) {
    throw invalid("sentry.errors must be true, false or 'every-attempt'.");
  }
  for (const [name, value] of Object.entries({ spans, checkIns })) {
    if (typeof value !== 'boolean') throw invalid(`sentry.${name} must be true or false.`);
  }
  return { dsn: dsn ?? null, errors, spans, checkIns };
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `CronMonitorModule: ${message}`);
}
