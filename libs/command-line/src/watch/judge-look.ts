import { formatDuration } from '../../../tracked-cron/src/duration.js';
import type { Look } from './look.js';

/** What is wrong, as seen from outside. */
export interface Trouble {
  readonly kind: 'database' | 'nobody_alive' | 'nobody_watches';
  readonly sentence: string;
}

/**
 * Judges a look; null: all is well.
 * @param silentMs for how long the database has not answered, by the clock of whoever looks
 * @param afterMs for how long something has to be wrong; a restart is nothing to tell
 */
export function judgeLook(seen: Look, silentMs: number, afterMs: number): Trouble | null {
  if (seen.database === 'silent') {
    if (silentMs < afterMs) return null;
    return {
      kind: 'database',
      sentence: `The database has not answered for ${formatDuration(round(silentMs))}: ${seen.error}`,
    };
  }
  const { alive, lastHeardMs, sweptMs } = seen;
  if (alive === 0 && (lastHeardMs === null || lastHeardMs >= afterMs)) {
    const since =
      lastHeardMs === null
        ? 'none was ever heard of'
        : `the last one was heard of ${formatDuration(round(lastHeardMs))} ago`;
    return {
      kind: 'nobody_alive',
      sentence: `No instance that runs jobs is alive: ${since}. Nothing is started, and nobody tells of it.`,
    };
  }
  if (alive > 0 && sweptMs !== null && sweptMs >= afterMs) {
    return {
      kind: 'nobody_watches',
      sentence: `${alive} ${alive === 1 ? 'instance is' : 'instances are'} alive, but nobody has looked after the jobs for ${formatDuration(round(sweptMs))}: what does not happen is not told.`,
    };
  }
  return null;
}

function round(ms: number): number {
  return Math.round(ms / 1_000) * 1_000;
}
