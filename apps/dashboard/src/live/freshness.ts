/** How up to date what is shown is. */
export type Freshness = 'live' | 'polling' | 'stale';

/** After so long without an answer nobody should trust what is shown. Milliseconds. */
const STALE_AFTER_MS = 20_000;

/**
 * @param ageMs since the server was last heard of
 * @param isLive whether changes come by themselves
 */
export function freshnessOf(ageMs: number, isLive: boolean): Freshness {
  if (isLive) return 'live';
  return ageMs > STALE_AFTER_MS ? 'stale' : 'polling';
}
