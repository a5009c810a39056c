import { captureText } from '../execution/redact.js';
import { closedBy, type Calendar } from './calendar.js';

/** Bytes of a reason that are kept. */
const LONGEST_REASON = 200;

/** What a job says about single slots. */
export interface ConditionalJob {
  readonly schedule: { readonly timeZone: string };
  readonly calendars: readonly Calendar[];
  readonly when: ((slot: Date) => boolean | string) | null;
}

/** Why a slot is not to run: its job's calendars, then its condition; null where it is. */
export function unwantedBy({ schedule, calendars, when }: ConditionalJob, slot: number): string | null {
  return closedBy(calendars, schedule.timeZone, slot) ?? (when && refusedBy(when, slot));
}

/** Never throws: a condition that fails has not said that the slot may run. */
function refusedBy(when: NonNullable<ConditionalJob['when']>, slot: number): string | null {
  try {
    const answer: unknown = when(new Date(slot));
    if (answer === true) return null;
    if (answer === false) return 'when';
    if (typeof answer === 'string') return bounded(`when: ${answer}`);
    if (answer instanceof Promise) answer.catch(() => {});
    return 'when failed: it has to answer true, false or why not, at once';
  } catch (error) {
    return bounded(`when failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** It is kept with each slot, and shown: what a driver says of a failed connection may hold its password. */
function bounded(reason: string): string {
  return captureText(reason, LONGEST_REASON);
}
