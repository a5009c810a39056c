import { hangs, isForgotten, isMissed, nobodyStartsIt, nobodyStartsSome } from './absences.js';
import {
  comesLate,
  failsInARow,
  failsOnce,
  flaps,
  isLost,
  isLostAndRetried,
  isRetried,
  isSlow,
} from './failures.js';
import type { Play } from './fault.js';
import type { Rhythm } from './fleet.js';

/** What goes wrong by itself, with which jobs, and how often a day. */
export function repertoire(days: number): readonly (readonly [string, Rhythm, number, Play])[] {
  const isLong = days > 8;
  const whole: readonly (readonly [string, Rhythm, number, Play])[] = [
    ['paused and forgotten', 'hourly', 0.1, isForgotten(!isLong)],
    ['daily fails once', 'daily', 0.7, failsOnce()],
    ['daily did nothing', 'daily', 0.3, failsOnce({ reason: 'assertion', fingerprint: null })],
    ['daily is missed', 'daily', 0.3, isMissed],
    ['weekly fails once', 'weekly', 0.1, failsOnce()],
  ];
  return [
    // a day is too short for what takes a day to be over
    ...whole.slice(0, days > 2 ? whole.length - (isLong ? 0 : 1) : 1),
    ['hourly fails once', 'hourly', 1, failsOnce()],
    ['pulse fails twice', 'pulse', 1, failsInARow(2)],
    ['pulse fails three times', 'pulse', 1, failsInARow(3)],
    ['pulse fails for an hour', 'pulse', 0.3, failsInARow(12)],
    ['flaps', 'pulse', 0.5, flaps],
    ['hangs', 'pulse', 0.5, hangs],
    ['nobody starts it', 'hourly', 0.5, nobodyStartsIt],
    ['nobody starts some', 'pulse', 0.3, nobodyStartsSome('completed')],
    ['nobody starts some, and the next fails', 'pulse', 0.3, nobodyStartsSome('failed')],
    ['lost', 'hourly', 0.5, isLost],
    ['lost and retried', 'hourly', 0.5, isLostAndRetried],
    ['retried', 'hourly', 1, isRetried],
    ['slow', 'hourly', 0.5, isSlow],
    ['result comes late', 'hourly', 0.5, comesLate('completed')],
    ['failure comes late', 'hourly', 0.5, comesLate('failed')],
  ];
}
