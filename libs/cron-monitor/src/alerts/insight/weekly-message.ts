import type { Severity } from 'nestjs-tracked-cron';
import { formatDuration } from 'nestjs-tracked-cron/internal';
import type { AlertMessage } from '../alert-message.js';
import { ownMessage } from '../own-message.js';
import type { Scope } from '../scope.js';

/** A job's week. */
export interface JobWeek {
  readonly jobName: string;
  readonly incidents: number;
  readonly open: number;
  readonly worst: Severity;
  /** Of incidents that are over, milliseconds from their beginning to their end, added up. */
  readonly troubledMs: number;
  readonly succeeded: number;
  readonly failed: number;
}

const MOST_LINES = 30;

/** What an owner hears of a week: how it went as a whole, then what was wrong, the noisiest job first. */
export function weeklyMessage(owner: string, jobs: readonly JobWeek[], scope: Scope, at: Date): AlertMessage {
  const sum = (of: (week: JobWeek) => number) => jobs.reduce((total, week) => total + of(week), 0);
  const [succeeded, failed] = [sum((week) => week.succeeded), sum((week) => week.failed)];
  const [incidents, open] = [sum((week) => week.incidents), sum((week) => week.open)];
  const troubled = jobs
    .filter((week) => week.incidents > 0)
    .sort((a, b) => b.incidents - a.incidents || b.troubledMs - a.troubledMs);
  const rate = succeeded + failed === 0 ? null : (100 * succeeded) / (succeeded + failed);
  const quiet =
    incidents === 0
      ? 'nothing was wrong'
      : `${counted(incidents, 'incident')} in ${counted(troubled.length, 'job')}, ${open} of them open`;
  return ownMessage(
    {
      word: 'WEEKLY',
      subject: owner,
      severity: 'info',
      sentence: `The week of ${owner}: ${quiet}.`,
      fields: [
        { name: 'Executions', text: `${succeeded + failed}, ${failed} failed`, short: true },
        {
          name: 'Success',
          text: rate === null ? 'nothing ran' : `${rate.toFixed(rate === 100 ? 0 : 2)} %`,
          short: true,
        },
        { name: 'Jobs', text: String(jobs.length), short: true },
      ],
      lines: [
        ...troubled.slice(0, MOST_LINES).map(lineOf),
        ...(troubled.length > MOST_LINES ? [`… and ${troubled.length - MOST_LINES} more`] : []),
      ],
    },
    scope,
    at,
  );
}

function lineOf({ jobName, incidents, open, worst, troubledMs, succeeded, failed }: JobWeek): string {
  const still = open > 0 ? ', open now' : '';
  const time = troubledMs > 0 ? `, ${formatDuration(troubledMs)} in all` : '';
  return `${jobName}: ${counted(incidents, 'incident')} (${worst})${time}${still}; ${failed} of ${succeeded + failed} executions failed`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
