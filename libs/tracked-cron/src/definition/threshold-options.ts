import type { AlertThresholds, Objective } from '../health/alert-thresholds.js';
import { FINDING_RULES } from '../health/finding.js';
import { resolveThresholds } from '../health/resolve-thresholds.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';

/** What the module says of an owner's jobs. */
export interface TrackedCronOwnerOptions {
  /** As long as neither the job nor its group says them. Default: none. */
  readonly alertThresholds?: AlertThresholds;
}

const KNOWN: Record<keyof AlertThresholds, true> = {
  startDeadline: true,
  staleness: true,
  maxDuration: true,
  stallAfter: true,
  consecutiveFailures: true,
  failureRate: true,
  executionTime: true,
  skippedInARow: true,
  mustSucceedBy: true,
  objective: true,
  recoverAfter: true,
  tell: true,
};
const KNOWN_OF_OBJECTIVE: Record<keyof Objective, true> = {
  successRate: true,
  availability: true,
  window: true,
};

/** One for all: most jobs have none. */
const NO_THRESHOLDS: AlertThresholds = Object.freeze({});

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION`, `INVALID_THRESHOLD` */
export function thresholds(alertThresholds: AlertThresholds | undefined): AlertThresholds {
  if (alertThresholds === undefined) return NO_THRESHOLDS;
  checkNames(
    alertThresholds,
    'threshold',
    Object.keys(KNOWN),
    "alertThresholds must be an object: write alertThresholds: { staleness: '30m' }.",
  );
  checkNames(
    alertThresholds.objective ?? {},
    'part of an objective',
    Object.keys(KNOWN_OF_OBJECTIVE),
    "objective must be an object: write objective: { successRate: 0.99, window: '30d' }.",
  );
  checkNames(
    alertThresholds.tell ?? {},
    'finding',
    FINDING_RULES,
    "tell must be an object: write tell: { slow: true, late: false, missed: 'critical' }.",
  );
  resolveThresholds(alertThresholds, { periodMs: 60_000 }, 'alertThresholds');
  return { ...alertThresholds };
}

/**
 * Checks what the module says of owners, once, so that an error names the owner and not each of its jobs.
 * @throws TrackedCronError that names the owner
 */
export function checkedOwners(owners: unknown): Readonly<Record<string, TrackedCronOwnerOptions>> {
  if (owners === undefined) return {};
  if (typeof owners !== 'object' || owners === null || Array.isArray(owners)) {
    throw invalid(
      "owners must be an object: write owners: { web: { alertThresholds: { staleness: '1h' } } }.",
    );
  }
  for (const [name, options] of Object.entries(owners) as [string, TrackedCronOwnerOptions][]) {
    try {
      checkNames(
        options,
        'option of an owner',
        ['alertThresholds'],
        "its options must be an object: write { alertThresholds: { staleness: '1h' } }.",
      );
      thresholds(options.alertThresholds);
    } catch (error) {
      if (!(error instanceof TrackedCronError)) throw error;
      throw new TrackedCronError(error.code, `owners.${name}: ${error.message}`, error.details, {
        cause: error,
      });
    }
  }
  return { ...(owners as Record<string, TrackedCronOwnerOptions>) };
}
