import type { JobFacts } from './job-facts.js';
import { isFailure, isVerdict, newestFirst, type SlotRecord } from './slot-record.js';

/** The verdicts on a job's work by their slots, newest first: what was skipped, missed or cancelled neither counts nor interrupts. */
export function verdictsOf({ recent }: Pick<JobFacts, 'recent'>): SlotRecord[] {
  return newestFirst(recent).filter(isVerdict);
}

/** Its last executions as far as all of them failed, newest first; none where they are fewer than `consecutiveFailures`. */
export function failureStreak(facts: Pick<JobFacts, 'recent' | 'thresholds'>): SlotRecord[] {
  const verdicts = verdictsOf(facts);
  const good = verdicts.findIndex((record) => !isFailure(record));
  const streak = good === -1 ? verdicts : verdicts.slice(0, good);
  return streak.length < facts.thresholds.consecutiveFailures ? [] : streak;
}

/** Verdicts without the failures that came in a row, as many as that or more. */
export function withoutStreaks(verdicts: readonly SlotRecord[], consecutiveFailures: number): SlotRecord[] {
  const kept: SlotRecord[] = [];
  let row: SlotRecord[] = [];
  const closeRow = () => {
    if (row.length < consecutiveFailures) kept.push(...row);
    row = [];
  };
  for (const record of verdicts) {
    if (isFailure(record)) row.push(record);
    else {
      closeRow();
      kept.push(record);
    }
  }
  closeRow();
  return kept;
}
