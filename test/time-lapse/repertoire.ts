import type { FindingRule } from 'nestjs-tracked-cron';
import { MINUTE, SECOND } from '../support/job-facts.js';
import {
  isCrowdedOut,
  isExcused,
  isMissed,
  nobodyStartsIt,
  nobodyStartsSome,
  startsJustInTime,
} from './absences.js';
import { almostOpensBreaker, failsItsTrial, opensBreaker } from './breakers.js';
import { fallsSilent, hangs, isDoneAt, isThroughIn, skipsSlots, takes, takesLong } from './durations.js';
import { nobodyMayRunIt, nobodyMayRunItForLong, somebodyComesBack } from './executors.js';
import {
  comesLate,
  failsInARow,
  failsOnce,
  flaps,
  isLost,
  isLostAndRetried,
  isLostBehindAGoodRun,
  isRetried,
  isSlow,
} from './failures.js';
import type { Play } from './fault.js';
import { neverRuns, runsAtLast } from './first-runs.js';
import type { Rhythm } from './fleet.js';
import { usesUpItsBudget } from './objectives.js';
import { isPaused } from './pauses.js';
import type { Role } from './roles.js';

/** What goes wrong by itself, or nearly so: which jobs it befalls, and how often a day. */
export interface Act {
  readonly name: string;
  /** Those with all options at their defaults by their rhythm, those with options of their own by their role. */
  readonly who: Rhythm | Role;
  readonly perDay: number;
  readonly play: Play;
  /** How many days there have to be. */
  readonly leastDays: number;
  /** How often at most: where something can go wrong with a job only once. */
  readonly most: number;
}

const DID_NOTHING = { reason: 'assertion', fingerprint: null };
/** A day is too short for what takes a day to be over. */
const [SOME_DAYS, A_WEEK] = [3, 9];

/** Of every rule what is told, and what nearly is. */
export function repertoire(days: number): Readonly<Record<FindingRule, readonly Act[]>> {
  const beganBefore = days < A_WEEK;
  return {
    late: [
      act('nobody starts it', 'hourly', 0.5, nobodyStartsIt),
      act('nobody starts some', 'pulse', 0.3, nobodyStartsSome('completed')),
      act('nobody starts some, and the next fails', 'pulse', 0.3, nobodyStartsSome('failed')),
      act('starts just in time', 'hourly', 0.3, startsJustInTime),
    ],
    stale: [
      act('paused and forgotten', 'hourly', 0.1, isPaused({ beganBefore, hasEnd: false })),
      act('paused for a week', 'hourly', 0.1, isPaused({ beganBefore, hasEnd: true })),
      act('crowded out', 'pulse', 0.2, isCrowdedOut(8)),
      act('crowded out for a while', 'pulse', 0.2, isCrowdedOut(5)),
      act('excused', 'pulse', 0.1, isExcused(24)),
    ],
    missed: [
      act('hourly is missed', 'hourly', 0.3, isMissed),
      act('daily is missed', 'daily', 0.3, isMissed, SOME_DAYS),
    ],
    never_ran: [
      act('never runs', 'new', 0.1, neverRuns, 1, 3),
      act('runs at last', 'new', 0.1, runsAtLast, 1, 3),
    ],
    no_executor: [
      act('nobody may run it', 'labelled', 0.3, nobodyMayRunIt),
      act('nobody may run it for long', 'labelled', 0.2, nobodyMayRunItForLong),
      act('somebody comes back', 'labelled', 0.3, somebodyComesBack),
    ],
    stuck: [
      act('hangs', 'pulse', 0.5, hangs),
      act('takes long', 'pulse', 0.3, takesLong),
      act('falls silent', 'reporting', 0.2, fallsSilent(3 * MINUTE)),
      act('falls silent for a while', 'reporting', 0.2, fallsSilent(2 * MINUTE - 10 * SECOND)),
    ],
    skipped_again: [
      act('skips three slots', 'overlapping', 0.2, skipsSlots(3)),
      act('skips two slots', 'overlapping', 0.2, skipsSlots(2)),
    ],
    lost: [
      act('lost', 'hourly', 0.5, isLost),
      act('lost and retried', 'hourly', 0.5, isLostAndRetried),
      act('lost behind a good run', 'pulse', 0.2, isLostBehindAGoodRun),
    ],
    failing: [
      act('daily fails once', 'daily', 0.7, failsOnce(), SOME_DAYS),
      act('weekly fails once', 'weekly', 0.1, failsOnce(), A_WEEK),
      act('hourly fails once', 'hourly', 1, failsOnce()),
      act('times out', 'hourly', 0.3, failsOnce({}, 'timed_out')),
      act('fails three times', 'pulse', 1, failsInARow(3)),
      act('fails for an hour', 'pulse', 0.3, failsInARow(12)),
      act('failure comes late', 'hourly', 0.5, comesLate('failed')),
      act('fails its trial', 'resting', 0.2, failsItsTrial),
      act('fails twice', 'pulse', 1, failsInARow(2)),
      act('retried', 'hourly', 1, isRetried),
      act('result comes late', 'hourly', 0.5, comesLate('completed')),
    ],
    failure_rate: [act('flaps', 'pulse', 0.5, flaps(6)), act('flaps a little', 'pulse', 0.3, flaps(3))],
    must_succeed_by: [
      act('done too late', 'nightly', 0.2, isDoneAt(7)),
      act('done just in time', 'nightly', 0.2, isDoneAt(6)),
      act('excused for a night', 'nightly', 0.1, isExcused(1)),
    ],
    slow: [
      act('takes too long', 'bounded', 0.2, takes(2 * MINUTE + 10 * SECOND)),
      act('takes nearly too long', 'bounded', 0.2, takes(2 * MINUTE - 10 * SECOND)),
      act('is slower than usual', 'hourly', 0.5, isSlow),
    ],
    fast: [
      act('through too soon', 'steady', 0.2, isThroughIn(2 * SECOND)),
      act('through soon', 'steady', 0.2, isThroughIn(31 * SECOND)),
    ],
    assertion: [
      act('daily did nothing', 'daily', 0.3, failsOnce(DID_NOTHING), SOME_DAYS),
      act('hourly did nothing', 'hourly', 0.3, failsOnce(DID_NOTHING)),
      act('did nothing twice', 'pulse', 0.2, failsInARow(2, DID_NOTHING)),
    ],
    breaker_open: [
      act('opens its breaker', 'announced', 0.2, opensBreaker(true)),
      act('almost opens its breaker', 'announced', 0.2, almostOpensBreaker),
      act('opens a breaker of which nobody is told', 'resting', 0.2, opensBreaker(false)),
    ],
    objective: [
      act('uses up its budget too fast', 'promised', 0.07, usesUpItsBudget(6), 1, 2),
      act('uses up some of its budget', 'promised', 0.07, usesUpItsBudget(4), 1, 2),
    ],
  };
}

function act(name: string, who: Act['who'], perDay: number, play: Play, leastDays = 1, most = Infinity): Act {
  return { name, who, perDay, play, leastDays, most };
}
