import type { Finding } from 'nestjs-tracked-cron';

/** What the rules say of one job, as a sweep or an end hands it to the incidents. */
export interface JudgedJob {
  readonly jobId: string;
  readonly jobName: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** All that hold now, whether people are told of them or not; none: nothing is wrong. */
  readonly findings: readonly Finding[];
  /** Of the errors of its last failures. */
  readonly fingerprints: readonly string[];
  /** Good executions in a row, up to the newest end. */
  readonly goodRuns: number;
  /** After how many of them an incident is over. */
  readonly recoverAfter: number;
  /** Jobs that it can't do without. */
  readonly dependsOn: readonly string[];
}
