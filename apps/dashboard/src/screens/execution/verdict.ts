import { duration } from '../../time/words.js';
import type { ExecutionInDetail } from './execution.queries.js';

export type Judged = Pick<
  ExecutionInDetail,
  'status' | 'reason' | 'durationMs' | 'attempt' | 'maxAttempts' | 'failedAttempts' | 'startedAt' | 'trigger'
>;

/** What became of it, in a sentence. */
export function verdictOf(execution: Judged): string {
  const { status, reason, durationMs, attempt, maxAttempts } = execution;
  const after = durationMs === null ? '' : ` after ${duration(durationMs)}`;
  switch (status) {
    case 'completed':
      return `It completed${durationMs === null ? '' : ` in ${duration(durationMs)}`}${attempt > 1 ? `, at its ${ordinal(attempt)} attempt` : ''}.`;
    case 'failed':
      if (reason === 'assertion') return `It ran to its end${after}, and did nothing.`;
      return maxAttempts > 1 && attempt >= maxAttempts
        ? `It failed, and none of its ${maxAttempts} attempts is left.`
        : `It failed${after}.`;
    case 'timed_out':
      return `It took longer than it may: its timeout ended it${after}.`;
    case 'lost':
      return 'Its instance died over it.';
    case 'cancelled':
      return reason === 'person'
        ? `Somebody cancelled it${after}.`
        : `It was cancelled${after}${inBrackets(reason)}.`;
    case 'skipped':
      return `Its slot was skipped${inBrackets(reason)}.`;
    case 'missed':
      return `Nobody ran its slot${inBrackets(reason)}.`;
    case 'running':
      return attempt > 1 ? `Its ${ordinal(attempt)} attempt runs.` : 'It runs.';
    case 'pending':
      return execution.failedAttempts.length > 0
        ? `Its ${ordinal(attempt)} attempt waits for its time.`
        : 'It waits to be started.';
  }
}

/** Whether it has not ended. */
export function isInFlight({ status }: Pick<Judged, 'status'>): boolean {
  return status === 'running' || status === 'pending';
}

function inBrackets(reason: string | null): string {
  return reason === null ? '' : ` (${reason.replaceAll('_', ' ')})`;
}

function ordinal(number: number): string {
  const teens = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`;
}
