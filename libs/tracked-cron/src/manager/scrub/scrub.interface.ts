import type { SteeringWords } from '../job-steering.interface.js';

/** What is to be removed. */
export interface ScrubOptions extends SteeringWords {
  /** 4 to 1,000 characters, found without regard to case. It is kept nowhere, the audit log included. */
  text: string;
  /** Only count. Default: false. */
  dryRun?: boolean;
  /** `next` of a report that was not complete, to go on from there. Default: from the beginning. */
  after?: string;
}

/** How far a text has been removed. */
export interface ScrubReport {
  readonly dryRun: boolean;
  /** Rows that held it, by what they are: `executions`, `attempts`, `logs`, … */
  readonly rows: Readonly<Record<string, number>>;
  /** Executions in flight that hold it. They are left as they are: scrub again when they have ended. */
  readonly inFlight: number;
  /** Whether everything was looked at; if not, go on with `after: next`. */
  readonly complete: boolean;
  readonly next: string | null;
}

/** Removes what should never have been stored. */
export interface Scrubbing {
  /**
   * Replaces a text by `[scrubbed]` in what is stored of this application and environment: errors, logs, results, parameters,
   * metadata and reasons of executions that have ended, failed attempts, pauses and freezes. It goes on for some seconds a call,
   * in small steps that nobody waits for.
   * @throws TrackedCronError `INVALID_OPTION`, `NO_RIGHT` where this role may not change the history
   */
  scrub(options: ScrubOptions): Promise<ScrubReport>;
}
