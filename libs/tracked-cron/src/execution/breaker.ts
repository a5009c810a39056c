import type { ResolvedBreakerPolicy } from '../definition/breaker-policy.js';

/** A job's circuit breaker, as all instances see it. Instants are milliseconds since the Unix epoch, database time. */
export interface BreakerState {
  /** Failed executions in a row. */
  readonly failures: number;
  /** How often it has opened since it was last closed. */
  readonly openings: number;
  /** When it opened the first of these times; null while it is closed. */
  readonly openedAt: number | null;
  /** Open until then, half-open from then on; null: closed. */
  readonly until: number | null;
  /** The execution that a half-open breaker let through. */
  readonly trial: string | null;
}

/** How an execution ended, as far as a breaker is concerned. */
export interface BreakerVerdict {
  readonly executionId: string;
  readonly failed: boolean;
}

/** In which of its three states a breaker is. */
export type BreakerWord = 'closed' | 'open' | 'half-open';

export const CLOSED: BreakerState = { failures: 0, openings: 0, openedAt: null, until: null, trial: null };

export function breakerWord({ until }: Pick<BreakerState, 'until'>, now: number): BreakerWord {
  if (until === null) return 'closed';
  return now < until ? 'open' : 'half-open';
}

/**
 * What a breaker makes of an execution that ended. A good one closes it, whoever started it. A failed one counts; as many
 * in a row as the policy says open it. Of an open breaker only the failure of its trial opens it anew, for twice as long
 * as before: what had started earlier, or by hand, says nothing new.
 *
 * @returns the same object where nothing changes
 */
export function afterVerdict(
  state: BreakerState,
  { executionId, failed }: BreakerVerdict,
  policy: ResolvedBreakerPolicy,
  now: number,
): BreakerState {
  if (!failed) return state.failures === 0 && state.until === null ? state : CLOSED;
  const failures = state.failures + 1;
  if (state.until === null) {
    if (failures < policy.failures) return { ...state, failures };
    return { failures, openings: 1, openedAt: now, until: now + policy.pause, trial: null };
  }
  if (executionId !== state.trial) return { ...state, failures };
  const pause = Math.min(policy.maxPause, policy.pause * 2 ** state.openings);
  return { ...state, failures, openings: state.openings + 1, until: now + pause, trial: null };
}
