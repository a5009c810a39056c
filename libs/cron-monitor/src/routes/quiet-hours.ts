import type { Schedule, Severity } from 'nestjs-tracked-cron';

/** Quiet hours, checked. */
export interface ResolvedQuietHours {
  /** Their beginnings. */
  readonly begins: Schedule;
  /** Every time of day at which they end. */
  readonly ends: Schedule;
  /** What is told all the same. */
  readonly severity: Severity;
}

/**
 * When the quiet hours end that this instant lies in; null where it lies in none. Both ends are wall-clock times: a night
 * with a change of the clock is an hour shorter or longer, and a time that the clock skips is the first one after it.
 *
 * @param at epoch milliseconds
 */
export function quietUntil({ begins, ends }: ResolvedQuietHours, at: number): number | null {
  const began = begins.previousBefore(at + 1);
  if (began === undefined) return null;
  const end = ends.nextAfter(began);
  return at < end ? end : null;
}
