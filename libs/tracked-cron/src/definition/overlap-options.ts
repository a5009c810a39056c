import type { Concurrency, JobDefinition } from './job-definition.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';
import type { TrackedCronJobOptions } from './tracked-cron-job.options.js';

const EXAMPLE = "write concurrency: { key: 'feed', limit: 2 }";
const MOST = 10_000;

/** @throws TrackedCronError `INVALID_OPTION` */
export function concurrency({ concurrency: given }: TrackedCronJobOptions): Concurrency | null {
  if (given === undefined || given === null) return null;
  checkNames(given, 'option of concurrency', ['key', 'limit'], `concurrency must be an object: ${EXAMPLE}.`);
  const { key, limit } = given as Partial<Record<keyof Concurrency, unknown>>;
  if (typeof key !== 'string' || !/^[\w.:-]{1,120}$/.test(key)) {
    throw invalid(`the key of concurrency may hold letters, digits and _ . : - and at most 120: ${EXAMPLE}.`);
  }
  if (!Number.isInteger(limit) || (limit as number) < 1 || (limit as number) > MOST) {
    throw invalid(`the limit of concurrency must be a whole number from 1 to ${MOST}: ${EXAMPLE}.`);
  }
  return { key, limit: limit as number };
}

type Policies = Pick<JobDefinition, 'overlap' | 'misfire' | 'scope' | 'concurrency'>;

/** Policies that can't be had together. @throws TrackedCronError `INVALID_OPTION` */
export function checkPolicies({ overlap, misfire, scope, concurrency: group }: Policies): void {
  if (misfire === 'all' && (overlap === 'skip' || overlap === 'cancelPrevious')) {
    throw invalid(
      `misfire: 'all' with overlap: '${overlap}' would catch up one slot and not the others: ` +
        "write overlap: 'queue' or 'allow', or misfire: 'latest'.",
    );
  }
  if (overlap === 'cancelPrevious' && group !== null) {
    throw invalid(
      "overlap: 'cancelPrevious' runs a slot before the one it cancels has left its place in the group: " +
        "write overlap: 'queue' or 'skip' with concurrency.",
    );
  }
  if (scope === 'instance' && (overlap === 'queue' || overlap === 'cancelPrevious' || group !== null)) {
    const what = group === null ? `overlap: '${overlap}'` : 'concurrency';
    throw invalid(`${what} is decided for the whole cluster: write scope: 'cluster', or leave it out.`);
  }
}
