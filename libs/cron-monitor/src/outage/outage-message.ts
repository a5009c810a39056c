import { formatDuration } from 'nestjs-tracked-cron/internal';
import type { AlertMessage } from '../alerts/alert-message.js';

/** What an instance knows of a database that does not answer. */
export interface DatabaseOutage {
  /** When it last answered. */
  readonly since: Date;
  /** What the driver said. */
  readonly error: string;
}

/** Who tells. */
export interface Teller {
  readonly application: string;
  readonly environment: string;
  /** `host (process 123)`. */
  readonly instance: string;
}

const SUBJECT = 'database of scheduled jobs';

/** That the database is gone. Written without it: there is nothing to look up. */
export function goneMessage({ since, error }: DatabaseOutage, now: Date, teller: Teller): AlertMessage {
  const gone = formatDuration(now.getTime() - since.getTime());
  return message('BLIND', now, teller, {
    sentence: `The database has not answered ${teller.instance} for ${gone}, since ${clock(since)}: ${error}`,
    advice: [
      {
        name: 'What it means',
        text: 'No job that is claimed starts, and no other alert can come from this instance. What runs goes on; what ends is kept and written when the database is back.',
        short: false,
      },
      {
        name: 'What happens next by itself',
        text: 'Claims and records go on as soon as it answers; a message follows then, and one about the slots that nobody ran.',
        short: false,
      },
    ],
  });
}

/** That it is back. */
export function backMessage({ since }: DatabaseOutage, now: Date, teller: Teller): AlertMessage {
  const gone = formatDuration(now.getTime() - since.getTime());
  return message('RECOVERED', now, teller, {
    sentence: `The database answers ${teller.instance} again, after ${gone} (since ${clock(since)}).`,
    advice: [
      {
        name: 'What happens next by itself',
        text: 'Missed slots are caught up as each job says; those that nobody will run are told in a message of their own.',
        short: false,
      },
    ],
  });
}

function message(
  word: AlertMessage['word'],
  at: Date,
  { application, environment }: Teller,
  said: Pick<AlertMessage, 'sentence' | 'advice'>,
): AlertMessage {
  return {
    word,
    subject: SUBJECT,
    application,
    environment,
    severity: 'critical',
    title: `${word} · ${SUBJECT} · ${environment}`,
    fields: [{ name: 'Application', text: application, short: true }],
    logTail: null,
    links: [],
    at,
    lines: [],
    ...said,
  };
}

function clock(at: Date): string {
  return at
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');
}
