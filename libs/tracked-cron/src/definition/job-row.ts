import { createHash } from 'node:crypto';
import { describeOptions } from './describe-options.js';
import type { JobDefinition } from './job-definition.js';

/** What a row of `cron_jobs` says of a job, whether this library runs it or only watches it. */
export interface JobRow extends Pick<JobDefinition, 'name' | 'previousNames' | 'group' | 'owner' | 'tags'> {
  /** Whether it stands in the code; false for one that was made at run time. */
  readonly declared: boolean;
  /** As it was written, for people; an expression that `Schedule` reads, where there is one. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly overlap: string;
  /** Attempts of an execution; 1 where it is never tried again. */
  readonly maxAttempts: number;
  readonly onLost: JobDefinition['onLost'];
  /** Every other option, as data. */
  readonly options: Readonly<Record<string, unknown>>;
}

export function rowOf(job: JobDefinition): JobRow {
  const { name, previousNames, group, owner, tags, schedule, overlap, retryPolicy, onLost, handler } = job;
  return {
    name,
    previousNames,
    group,
    owner,
    tags,
    declared: handler.kind === 'method',
    schedule: schedule.expression,
    timeZone: schedule.timeZone,
    overlap,
    maxAttempts: retryPolicy.maxAttempts,
    onLost,
    options: describeOptions(job),
  };
}

/** Equal for processes that run the same release with the same jobs in their code, in whatever order they are found. */
export function fingerprintOf(release: string | null, rows: readonly JobRow[]): string {
  const declared = rows.filter((row) => row.declared).sort((a, b) => (a.name < b.name ? -1 : 1));
  const hash = createHash('sha256').update(`${JSON.stringify(release)}\n`);
  // one by one: together they are a kilobyte each, which the process would not give back to the system
  for (const row of declared) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex').slice(0, 32);
}
