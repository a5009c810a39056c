import type { FindingRule, Severity } from 'nestjs-tracked-cron';
import type { IncidentState } from '../incidents/incident.js';

/** The first word of a message. */
export const ALERT_WORDS = [
  'LATE',
  'STALE',
  'MISSED',
  'FAILED',
  'STUCK',
  'LOST',
  'SLOW',
  'FAST',
  'SKIPPED',
  /** Nothing lets it run: no living instance may, or its breaker is open. */
  'BLOCKED',
  /** It uses up its objective's budget. */
  'OBJECTIVE',
  'RECOVERED',
  'RESOLVED',
  'ACKNOWLEDGED',
  'SNOOZED',
  'DIGEST',
  'BLIND',
  'TEST',
  'WEEKLY',
] as const;

/** See {@link ALERT_WORDS}. */
export type AlertWord = (typeof ALERT_WORDS)[number];

/** A fact of a message, such as `Last success` and `02:00 Europe/Riga (00:00 UTC), 3 h ago`. */
export interface AlertField {
  readonly name: string;
  readonly text: string;
  /** Whether it may stand beside another one. */
  readonly short: boolean;
}

/** Something to open or do. With a Slack app, actions are buttons; elsewhere they are links to the page, which asks. */
export interface AlertLink {
  readonly kind:
    'execution' | 'sentry' | 'why' | 'job' | 'runbook' | 'acknowledge' | 'snooze' | 'rerun' | 'incident';
  readonly text: string;
  /** Null where no `publicUrl` is set. */
  readonly url: string | null;
  /** What a button asks before it does it; null: nothing has to be asked. Default: in general words, whether it is meant. */
  readonly question?: string | null;
}

/**
 * What is told, without a word of any channel's markup: texts are plain, secrets are out, and nothing is escaped yet. Whoever
 * sends it neutralises and cuts it to what its channel takes.
 */
export interface AlertMessage {
  readonly word: AlertWord;
  /** The job's name, or what else it is about. */
  readonly subject: string;
  readonly environment: string;
  readonly application: string;
  readonly severity: Severity;
  /** `MISSED · billing.nightlyInvoices · production`: always these three tokens first. */
  readonly title: string;
  /** One sentence of cause, with both clocks. */
  readonly sentence: string;
  readonly fields: readonly AlertField[];
  /** What to do, in order: consequence, what happens next by itself, whether to run it again, a hint, who is on it. */
  readonly advice: readonly AlertField[];
  /** The last lines of the log, at most 1,000 characters; null for none. */
  readonly logTail: string | null;
  readonly links: readonly AlertLink[];
  /** When what it is about happened. */
  readonly at: Date;
  /** Further lines, of digests: one incident each. */
  readonly lines: readonly string[];
  /** The same for programs; left out where it is about no incident. */
  readonly about?: AlertAbout;
}

/** What an alert is about, for programs. Instants are texts, ISO 8601: a message is kept and sent as JSON. */
export interface AlertAbout {
  readonly incidentId: string;
  /** Null for an incident of our own. */
  readonly jobName: string | null;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  readonly state: IncidentState;
  /** The rules that hold, that the message is about first. */
  readonly rules: readonly FindingRule[];
  readonly beganAt: string;
  readonly slot: string | null;
  readonly executionId: string | null;
  readonly errorClass: string | null;
  readonly fingerprint: string | null;
  /** Why the slot was not run, see `explain`. */
  readonly cause: string | null;
  /** Where the execution ran. */
  readonly host: string | null;
}
