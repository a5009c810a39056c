/** Below this an event loop is slow, not blocked. */
export const BLOCKED_AFTER_MS = 2_000;

/** What to make of an event loop that has not turned for a while. */
export interface LoopStall {
  /** For how long it has been blocked, milliseconds; null while it turns. */
  readonly blockedFor: number | null;
  /** Whether it has been blocked for so long that its lease is no longer renewed. */
  readonly givenUp: boolean;
}

/**
 * @param silence milliseconds since the main thread last showed that it gets on
 * @param limit from when on nobody believes that it ever will
 */
export function judgeLoop(silence: number, limit: number): LoopStall {
  return { blockedFor: silence < BLOCKED_AFTER_MS ? null : Math.round(silence), givenUp: silence >= limit };
}
