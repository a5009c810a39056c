import type { Schemas } from '../api/client.js';
import { isoOf } from '../time/local-input.js';

/** The longest window of the ledger that the API reads at once. */
const LEDGER_MS = 31 * 24 * 3_600_000;

type Outcome = Schemas['LedgerEntry']['outcome'];

/** What a backfill would run. */
export interface BackfillPreview {
  readonly count: number;
  /** Whether there are more than are counted here. */
  readonly more: boolean;
  readonly first: string | null;
  readonly last: string | null;
  /** What became of these slots, the most frequent first; null where it is not known of all of them. */
  readonly outcomes: readonly { readonly outcome: Outcome; readonly count: number }[] | null;
}

/** A past range of slots, both ends included. Milliseconds since the epoch. */
export interface BackfillRange {
  readonly from: number;
  readonly to: number;
}

/** Why a range can't be run; null where it can. */
export function rangeProblem({ from, to }: BackfillRange, now: number): string | null {
  if (to > now) return 'It has to lie in the past: what is to come runs by itself.';
  if (from > to) return 'It has to begin before it ends.';
  return null;
}

/** The API's windows leave out their beginning, a backfill includes it. */
export function windowOf({ from, to }: BackfillRange): { readonly from: string; readonly to: string } {
  return { from: isoOf(from - 1), to: isoOf(to) };
}

/** Whether the ledger can be asked about all of a range at once. */
export function isInOneLedger({ from, to }: BackfillRange): boolean {
  return to - from < LEDGER_MS;
}

/** @param ledger of the same window; null where it was not asked */
export function previewOf(fires: Schemas['Fires'], ledger: Schemas['Ledger'] | null): BackfillPreview {
  const { items, more } = fires;
  return {
    count: items.length,
    more,
    first: items.at(0)?.slot ?? null,
    last: items.at(-1)?.slot ?? null,
    outcomes: ledger === null || ledger.next !== null ? null : outcomesOf(ledger.items),
  };
}

function outcomesOf(items: readonly Schemas['LedgerEntry'][]): BackfillPreview['outcomes'] {
  const counts = new Map<Outcome, number>();
  for (const { outcome, count } of items) counts.set(outcome, (counts.get(outcome) ?? 0) + count);
  return [...counts]
    .map(([outcome, count]) => ({ outcome, count }))
    .sort((one, other) => other.count - one.count);
}
