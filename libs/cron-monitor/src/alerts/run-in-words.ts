import type { ExecutionRecord } from 'nestjs-tracked-cron';
import { formatDuration } from 'nestjs-tracked-cron/internal';
import { cutText, oneLine } from '../channels/neutral-text.js';
import type { Clocks } from './clocks.js';

/** Of an error's first line; more of it stands in the record. */
const LONGEST_ERROR = 300;

/** `the run of 02:00 Europe/Riga (00:00 UTC)`, `the manual run of 02:03 … by Ann`. */
export function runInWords(
  { scheduledAt, startedAt, createdAt, trigger, triggeredBy }: ExecutionRecord,
  clocks: Clocks,
): string {
  if (scheduledAt !== null) return `the run of ${clocks.both(scheduledAt)}`;
  const by = triggeredBy === null ? '' : ` by ${oneLine(triggeredBy)}`;
  return `the ${trigger} run${by} at ${clocks.both(toTheMinute(startedAt ?? createdAt))}`;
}

/** `failed after 14 s: Error: the feed is down`: what became of an execution, as the rest of a sentence about it. */
export function endInWords(execution: ExecutionRecord, host: string | null): string {
  const { status, reason, durationMs, error } = execution;
  const after = durationMs === null ? '' : ` after ${formatDuration(durationMs)}`;
  switch (status) {
    case 'completed':
      return `completed${durationMs === null ? '' : ` in ${formatDuration(durationMs)}`}`;
    case 'failed':
      return `${reason === 'assertion' ? 'ran, but did nothing' : 'failed'}${after}${error === null ? '' : `: ${errorInWords(error)}`}`;
    case 'timed_out':
      return `ran into its timeout${after}`;
    case 'lost':
      return `was lost: ${host === null ? 'its instance' : `instance ${host}`} died over it`;
    case 'cancelled':
      return `was cancelled${after}${reason === null ? '' : ` (${reason})`}`;
    case 'skipped':
    case 'missed':
      return `was ${status}${reason === null ? '' : ` (${reason})`}`;
    case 'pending':
      return 'waits';
    case 'running':
      return 'is still going';
  }
}

/** Class and first line; that it is an `Error` says nothing. */
export function errorInWords({ errorClass, message }: NonNullable<ExecutionRecord['error']>): string {
  const [line = ''] = message.split('\n', 1);
  const first = oneLine(line);
  const name = oneLine(errorClass);
  if (first === '') return name;
  return cutText(name === 'Error' ? first : `${name}: ${first}`, LONGEST_ERROR);
}

/** When something began or ended is told to the minute; slots have the seconds that their schedule gives them. */
export function toTheMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 60_000) * 60_000);
}
