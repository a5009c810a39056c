import type { ExecutionRecord, JobRecord } from 'nestjs-tracked-cron';
import { hintFor, type ErrorHint } from './error-hints.js';
import { jobWords, runbookFor, type JobWords } from './job-words.js';
import { rerunInWords } from './rerun-in-words.js';

/** What helps whoever looks at an execution: the same that alerts say of it. */
export interface ExecutionAdvice extends JobWords {
  /** What usually helps against its class of error; null where none is known. */
  readonly hint: ErrorHint | null;
  /** The page that says what to do: that of the error's class, else the job's. */
  readonly runbook: string | null;
  /** `rerun` as a sentence. */
  readonly rerunInWords: string | null;
}

/**
 * @param execution as whoever asks may see it: a hint quotes addresses of its error
 * @param job null where it isn't known any more
 */
export function adviceOn({ error }: Pick<ExecutionRecord, 'error'>, job: JobRecord | null): ExecutionAdvice {
  const words = jobWords(job);
  return {
    ...words,
    hint: error && hintFor(error),
    runbook: runbookFor(job, error?.errorClass ?? null),
    rerunInWords: rerunInWords(words),
  };
}
