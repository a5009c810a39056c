import type { LedgerEntry } from 'nestjs-tracked-cron';

/** How many slots came to one of these outcomes. */
export function countSlots(slots: readonly LedgerEntry[], outcomes: readonly string[]): number {
  return slots.reduce((sum, { outcome, count }) => sum + (outcomes.includes(outcome) ? count : 0), 0);
}
