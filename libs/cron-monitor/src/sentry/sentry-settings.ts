import { checkNames } from 'nestjs-tracked-cron/internal';
import { asOption, invalidOption } from '../invalid-option.js';
import type { SentryOptions } from './sentry.options.js';

/** {@link SentryOptions}, checked, with every default. */
export interface SentrySettings {
  readonly dsn: string | null;
  readonly errors: boolean | 'every-attempt';
  readonly spans: boolean;
  readonly checkIns: boolean;
  /** Without a slash at its end; null for no links. */
  readonly url: string | null;
}

const NAMES: readonly (keyof SentryOptions)[] = ['dsn', 'errors', 'spans', 'checkIns', 'url'];
const REMEDY =
  "sentry must be true, false or an object: write sentry: true, or sentry: { dsn: 'https://…' }.";
const DSN = /^https?:\/\/[^@/\s]+@[^/\s]+\/(?:[^\s]*\/)?\d+$/;

/** @returns null where nothing is to be told. @throws TrackedCronError `INVALID_OPTION`, with what to write instead */
export function sentrySettings(given: SentryOptions | boolean | undefined): SentrySettings | null {
  if (given === undefined || given === false) return null;
  const options = given === true ? {} : given;
  asOption('', () => checkNames(options, 'option of sentry', NAMES, REMEDY));
  const { dsn, errors = true, spans = true, checkIns = false, url } = options;
  if (dsn !== undefined && !(typeof dsn === 'string' && DSN.test(dsn))) {
    // the DSN itself is left out: its key may be one that somebody took for secret
    throw invalidOption("sentry.dsn is not the address of a project: write dsn: 'https://key@host/42'.");
  }
  if (![true, false, 'every-attempt'].includes(errors)) {
    throw invalidOption("sentry.errors must be true, false or 'every-attempt'.");
  }
  for (const [name, value] of Object.entries({ spans, checkIns })) {
    if (typeof value !== 'boolean') throw invalidOption(`sentry.${name} must be true or false.`);
  }
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw invalidOption(
      "sentry.url must be an address with http or https: write url: 'https://acme.sentry.io'.",
    );
  }
  return { dsn: dsn ?? null, errors, spans, checkIns, url: url?.replace(/\/+$/, '') ?? null };
}
