import { parseDuration } from '../duration.js';
import type { BreakerPolicy, ResolvedBreakerPolicy } from './breaker-policy.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const KNOWN: Record<keyof BreakerPolicy, true> = { failures: true, pause: true, maxPause: true };
const DEFAULT_FAILURES = 5;
const MOST_FAILURES = 1_000;
const DEFAULT_PAUSE_MS = 300_000;
const DEFAULT_MAX_PAUSE_MS = 3_600_000;

/** @returns null for none @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function breakerPolicy({ breaker: written }: TrackedCronJobOptions): ResolvedBreakerPolicy | null {
  if (written === undefined || written === null) return null;
  const remedy = "breaker must be an object: write breaker: { failures: 5, pause: '5m' }.";
  checkNames(written, 'part of breaker', Object.keys(KNOWN), remedy);
  const { failures = DEFAULT_FAILURES } = written;
  if (!Number.isInteger(failures) || failures < 1 || failures > MOST_FAILURES) {
    throw invalid(`breaker.failures must be a whole number from 1 to ${MOST_FAILURES}.`);
  }
  const pause = duration(written, 'pause') ?? DEFAULT_PAUSE_MS;
  const maxPause = duration(written, 'maxPause') ?? Math.max(DEFAULT_MAX_PAUSE_MS, pause);
  if (maxPause < pause) throw invalid('breaker.maxPause is shorter than pause: write a longer one.');
  return { failures, pause, maxPause };
}

function duration(written: BreakerPolicy, key: 'pause' | 'maxPause'): number | undefined {
  const value = written[key];
  return value === undefined ? undefined : parseDuration(value, `breaker.${key}`);
}
