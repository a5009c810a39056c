import type { Decision } from './decision.js';
import { kindOn, type TellingFacts } from './telling-facts.js';

/** How long a storm is gathered before its digest is told: short enough to be told in time. */
const GATHERED_MS = 2_000;

/**
 * Where more than `digestAfter` of a kind come to a channel within a minute, those that are not on their way yet are told
 * together.
 */
export function inDigests(
  decisions: readonly Decision[],
  { lately, digestAfter, now }: Pick<TellingFacts, 'lately' | 'digestAfter' | 'now'>,
): readonly Decision[] {
  const counts = new Map(lately);
  for (const decision of decisions) {
    if (isByItself(decision)) counts.set(keyOf(decision), (counts.get(keyOf(decision)) ?? 0) + 1);
  }
  return decisions.map((decision) =>
    isByItself(decision) && counts.get(keyOf(decision))! > digestAfter
      ? { ...decision, why: 'storm', notBefore: now + GATHERED_MS }
      : decision,
  );
}

function isByItself({ told, why }: Decision): boolean {
  return told && why === null;
}

function keyOf({ channel, event }: Decision): string {
  return kindOn(channel, event.kind);
}
