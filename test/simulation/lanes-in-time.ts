import {
  ExecutionCancelledError,
  ExecutionTimeoutError,
} from '../../libs/tracked-cron/src/execution/errors.js';
import type { WitnessedRun } from './witness.js';

/**
 * Pairs of runs of one job that went on at the same time although its overlap policy forbids it, as its handlers saw it.
 * What the record has given to somebody else, or has given up without holding its lane, may go on: nobody can stop it.
 */
export function runsBesideEachOther(runs: readonly WitnessedRun[]): string[] {
  const byJob = new Map<string, WitnessedRun[]>();
  for (const run of runs) {
    const { overlap, name } = run.job.definition;
    if (overlap !== 'skip' && overlap !== 'queue') continue;
    byJob.set(name, [...(byJob.get(name) ?? []), run]);
  }
  return [...byJob].flatMap(([name, ofJob]) =>
    ofJob.flatMap((one, nth) =>
      ofJob
        .slice(nth + 1)
        .filter((other) => one.executionId !== other.executionId && areBeside(one, other))
        .map((other) => `${name}: ${one.executionId} and ${other.executionId} ran beside each other`),
    ),
  );
}

function areBeside(one: WitnessedRun, other: WitnessedRun): boolean {
  return one.startedAt < endOf(other) && other.startedAt < endOf(one);
}

function endOf({ endedAt, disownedAt, abortedAt, abortReason, job, attempt }: WitnessedRun): number {
  const { zombie, retryPolicy } = job.definition;
  // the lane is held for a handler that was given up, but not beyond another attempt of its execution
  const timedOut = abortReason instanceof ExecutionTimeoutError && attempt >= retryPolicy.maxAttempts;
  const isHeld =
    timedOut || (abortReason instanceof ExecutionCancelledError && abortReason.by !== 'shutdown');
  const givenUpAt = zombie === 'hold' && isHeld ? null : abortedAt;
  return Math.min(endedAt ?? Infinity, disownedAt ?? Infinity, givenUpAt ?? Infinity);
}
