import type { Finding } from 'nestjs-tracked-cron';

/** What the rules say of one job, as a sweep or an end hands it to the incidents. */
export interface JudgedJob {
  /** Null where it is about the library itself: see `OURSELVES`. */
  readonly jobId: string | null;
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
  /** When its newest execution ended that says anything about its work: completed, failed, timed out, lost. Null: none has. */
  readonly lastEndAt: Date | null;
  /**
   * When its next slot after this instant would be late, `startDeadline` after it: until then it has had no chance to do better.
   * Null where it has none.
   */
  readonly nextLateAt: Date | null;
  /** After how many good executions in a row an incident is over. */
  readonly recoverAfter: number;
  /** Jobs that it can't do without, as its definition names them; what those depend on is found out. */
  readonly dependsOn: readonly string[];
}
