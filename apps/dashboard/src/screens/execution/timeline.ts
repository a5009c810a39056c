import type { Status } from '../../theme/states.js';
import type { ExecutionInDetail } from './execution.queries.js';
import { isInFlight } from './verdict.js';

/** Something that happened to an execution, or will. */
export interface Step {
  readonly at: string;
  readonly what: 'slot' | 'trigger' | 'claim' | 'start' | 'retry' | 'end';
  /** Of `start` and `retry` which attempt; else null. */
  readonly attempt: number | null;
  /** Of an end, that of an attempt too. */
  readonly status: Status | null;
  /** Its error, where it has one. */
  readonly error: { readonly errorClass: string; readonly message: string } | null;
  /** Since the step before. Milliseconds; null for the first. */
  readonly afterMs: number | null;
  readonly isAhead: boolean;
}

type Timed = Pick<
  ExecutionInDetail,
  | 'scheduledAt'
  | 'createdAt'
  | 'startedAt'
  | 'completedAt'
  | 'durationMs'
  | 'attempt'
  | 'status'
  | 'error'
  | 'failedAttempts'
>;

type Bare = Pick<Step, 'at' | 'what'> & Partial<Step>;

/** From slot over claim, wait and attempts to the end, in the order of time. */
export function timelineOf(execution: Timed, now: number): readonly Step[] {
  const { scheduledAt, createdAt, completedAt, status, error, failedAttempts } = execution;
  const steps: Bare[] = [
    ...(scheduledAt === null
      ? [{ at: createdAt, what: 'trigger' } as const]
      : [{ at: scheduledAt, what: 'slot' } as const]),
    ...(scheduledAt === null ? [] : [{ at: createdAt, what: 'claim' } as const]),
  ];
  for (const failed of failedAttempts) {
    const { attempt, startedAt, endedAt, retryAt } = failed;
    if (startedAt !== null) steps.push({ at: startedAt, what: 'start', attempt });
    const ended = failed.failure === 'timeout' ? 'timed_out' : failed.failure === 'lost' ? 'lost' : 'failed';
    steps.push({ at: endedAt, what: 'end', attempt, status: ended, error: failed.error });
    steps.push({ at: retryAt, what: 'retry', attempt: attempt + 1 });
  }
  const started = lastStart(execution);
  if (started !== null) steps.push({ at: started, what: 'start', attempt: execution.attempt });
  if (completedAt !== null && !isInFlight(execution))
    steps.push({ at: completedAt, what: 'end', status, error });
  return steps.map((step, index) => finished(step, steps[index - 1], now));
}

/** When its last attempt began; null where it has not, or nobody can say. */
function lastStart({ startedAt, completedAt, durationMs, failedAttempts, status }: Timed): string | null {
  const previous = failedAttempts.at(-1);
  if (!previous) return startedAt;
  if (completedAt !== null && durationMs !== null) {
    const began = new Date(completedAt).getTime() - durationMs;
    return new Date(Math.max(began, Date.parse(previous.retryAt))).toISOString();
  }
  return status === 'running' ? previous.retryAt : null;
}

function finished(step: Bare, before: Bare | undefined, now: number): Step {
  const afterMs = before === undefined ? null : Math.max(0, Date.parse(step.at) - Date.parse(before.at));
  return {
    attempt: null,
    status: null,
    error: null,
    ...step,
    afterMs,
    isAhead: Date.parse(step.at) > now,
  };
}
