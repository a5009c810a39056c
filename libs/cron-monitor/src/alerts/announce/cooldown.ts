const LONGEST_MS = 24 * 3_600_000;

/**
 * Until when further messages about an incident are held back on a channel: doubled with each one it got, up to a day.
 *
 * @param told when it got them, oldest first, epoch milliseconds
 */
export function coolsUntil(told: readonly number[], cooldownMs: number): number {
  const last = told.at(-1);
  if (last === undefined) return -Infinity;
  const longest = Math.max(cooldownMs, LONGEST_MS);
  // beyond 2^53 it is the longest anyway
  return last + Math.min(cooldownMs * 2 ** Math.min(told.length - 1, 53), longest);
}
