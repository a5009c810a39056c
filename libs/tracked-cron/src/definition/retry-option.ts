import { parseDuration, type Duration } from '../duration.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';
import { NO_RETRIES, type ResolvedRetryPolicy, type RetryPolicy } from './retry-policy.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const DEFAULT_ATTEMPTS = 3;
const MOST_ATTEMPTS = 100;
const MOST_FACTOR = 10;

const KNOWN: Record<keyof RetryPolicy, true> = {
  maxAttempts: true,
  initialDelay: true,
  maxDelay: true,
  factor: true,
  jitter: true,
  maxRetryAfter: true,
  classify: true,
};

/** What other libraries call it, and what it is here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  attempts: 'maxAttempts, which counts the first one too',
  retries: 'maxAttempts, which counts the first one too: retries: 2 is maxAttempts: 3',
  limit: 'maxAttempts, which counts the first one too',
  delay: 'initialDelay',
  minDelay: 'initialDelay',
  minTimeout: 'initialDelay',
  maxTimeout: 'maxDelay',
  backoff: 'initialDelay, maxDelay and factor',
  randomize: "jitter: 'full'",
};

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function retryPolicy({ retryPolicy: written }: TrackedCronJobOptions): ResolvedRetryPolicy {
  if (written === undefined || written === null) return NO_RETRIES;
  checkPolicyNames(written);
  const initialDelay = delay(written, 'initialDelay') ?? NO_RETRIES.initialDelay;
  const maxDelay = delay(written, 'maxDelay');
  if (maxDelay !== undefined && maxDelay < initialDelay) {
    throw invalid(
      'retryPolicy.maxDelay is shorter than initialDelay: the first wait would be longer than any.',
    );
  }
  return {
    maxAttempts: attempts(written),
    initialDelay,
    maxDelay: maxDelay ?? Math.max(NO_RETRIES.maxDelay, initialDelay),
    factor: factor(written),
    jitter: jitter(written),
    maxRetryAfter: delay(written, 'maxRetryAfter') ?? NO_RETRIES.maxRetryAfter,
    classify: classify(written),
  };
}

function checkPolicyNames(written: RetryPolicy): void {
  const remedy = 'retryPolicy must be an object: write retryPolicy: { maxAttempts: 3 }.';
  const foreign = typeof written === 'object' && Object.keys(written).find((key) => key in ELSEWHERE);
  if (foreign) throw invalid(`retryPolicy.${foreign} is not known: write ${ELSEWHERE[foreign]}.`);
  checkNames(written, 'part of retryPolicy', Object.keys(KNOWN), remedy);
}

function attempts({ maxAttempts = DEFAULT_ATTEMPTS }: RetryPolicy): number {
  if (Number.isInteger(maxAttempts) && maxAttempts >= 1 && maxAttempts <= MOST_ATTEMPTS) return maxAttempts;
  throw invalid(
    `retryPolicy.maxAttempts must be a whole number from 1 to ${MOST_ATTEMPTS}; it counts the first attempt too.`,
  );
}

function factor({ factor: written = NO_RETRIES.factor }: RetryPolicy): number {
  if (typeof written === 'number' && written >= 1 && written <= MOST_FACTOR) return written;
  throw invalid(`retryPolicy.factor must be a number from 1 (equal waits) to ${MOST_FACTOR}.`);
}

function jitter({ jitter: written = NO_RETRIES.jitter }: RetryPolicy): 'full' | 'none' {
  if (written === 'full' || written === 'none') return written;
  throw invalid("retryPolicy.jitter must be 'full' or 'none'.");
}

function classify({ classify: written }: RetryPolicy): ResolvedRetryPolicy['classify'] {
  if (written === undefined) return null;
  if (typeof written === 'function') return written;
  throw invalid(
    "retryPolicy.classify must be a function of the error: write classify: (error) => error instanceof NoSuchTeam ? 'permanent' : undefined.",
  );
}

function delay(written: RetryPolicy, key: 'initialDelay' | 'maxDelay' | 'maxRetryAfter'): number | undefined {
  const value: Duration | undefined = written[key];
  return value === undefined ? undefined : parseDuration(value, `retryPolicy.${key}`);
}
