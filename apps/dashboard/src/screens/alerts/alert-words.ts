import type { Schemas } from '../../api/client.js';
import type { StateLook } from '../../theme/states.js';

export type Incident = Schemas['Incident'];
export type IncidentDetails = Schemas['IncidentDetails'];
export type Notification = Schemas['Notification'];
export type NotificationState = Notification['state'];
export type Severity = Incident['severity'];
export type Rule = Schemas['IncidentFinding']['rule'];
export type Suppression = NonNullable<Notification['why']>;

export const TABS = {
  incidents: 'Incidents',
  notifications: 'Messages',
  routes: 'Routes',
  preferences: 'Preferences',
  try: 'Try it',
  analytics: 'Analytics',
} as const;
export type Tab = keyof typeof TABS;

const DAY_MS = 24 * 3_600_000;

export const PERIODS = {
  '7d': { ms: 7 * DAY_MS, words: 'Last 7 days' },
  '30d': { ms: 30 * DAY_MS, words: 'Last 30 days' },
  '90d': { ms: 90 * DAY_MS, words: 'Last 90 days' },
} as const;
export type Period = keyof typeof PERIODS;

export const SEVERITIES: readonly Severity[] = ['info', 'warning', 'error', 'critical'];

const look = (glyph: string, word: string, token: string): StateLook => ({
  glyph,
  word,
  colour: `var(--state-${token})`,
});

export const INCIDENT_LOOKS: Readonly<Record<Incident['state'], StateLook>> = {
  open: look('✕', 'Open', 'failed'),
  acknowledged: look('◔', 'Acknowledged', 'running'),
  snoozed: look('‖', 'Snoozed', 'paused'),
  resolved: look('✓', 'Over', 'completed'),
};

export const NOTIFICATION_LOOKS: Readonly<Record<NotificationState, StateLook>> = {
  pending: look('·', 'Waiting', 'pending'),
  sending: look('◔', 'Being sent', 'running'),
  delivered: look('✓', 'Delivered', 'completed'),
  digested: look('≡', 'In a digest', 'completed'),
  suppressed: look('⧄', 'Suppressed', 'skipped'),
  failed: look('✕', 'Failed', 'failed'),
};
export const NOTIFICATION_STATES = Object.keys(NOTIFICATION_LOOKS) as NotificationState[];

/** Why somebody was not told by itself, or not at all: each completes "not told". */
export const SUPPRESSION_WORDS: Readonly<Record<Suppression, string>> = {
  muted: 'the job is muted',
  maintenance: 'it is in a maintenance window',
  quiet_hours: 'it is in quiet hours, for their digest',
  cooldown: 'so soon after the last message',
  rate_limit: 'the channel has had its messages, for a digest',
  storm: 'so many at once, for a digest',
  dependency: 'a job that it depends on has an incident',
  snoozed: 'somebody snoozed it',
  acknowledged: 'somebody is on it',
  too_quiet: 'the channel wants to hear of louder things only',
  no_route: 'no route has a channel for it',
  resolved_before: 'it was over before anybody was told',
  channel_off: 'the channel is switched off',
};

/** What each rule finds. */
export const RULE_WORDS: Readonly<Record<Rule, string>> = {
  late: 'Late',
  never_ran: 'Never ran',
  missed: 'Missed slots',
  stale: 'No good run for too long',
  no_executor: 'Nobody may run it',
  stuck: 'Stuck',
  skipped_again: 'Skipped again and again',
  lost: 'Lost with its instance',
  failing: 'Failing',
  failure_rate: 'Fails too often',
  must_succeed_by: 'Not done in time',
  slow: 'Slow',
  fast: 'Suspiciously fast',
  assertion: 'Ran, but did nothing',
  breaker_open: 'Breaker open',
  objective: 'Uses up its objective',
};

/** The subject of incidents about the library itself. */
const OURSELVES = '~monitor';

/** Whether there is a job to lead to. */
export function isOfJob({ jobId }: Pick<Incident, 'jobId'>): boolean {
  return jobId !== null;
}

/** Whom an incident is about. */
export function subjectInWords(subject: string): string {
  return subject === OURSELVES ? 'The monitor itself' : subject;
}

/** What holds of an incident, in one line: its told findings first. */
export function findingsInWords({ findings }: Pick<Incident, 'findings'>): string {
  const holding = findings.filter(({ endedAt }) => endedAt === null);
  const shown = holding.length > 0 ? holding : findings;
  const loudest = [...shown].sort((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity));
  const [first, ...others] = [...loudest.filter(({ told }) => told), ...loudest.filter(({ told }) => !told)];
  if (first === undefined) return 'Nothing is said of it.';
  const more = [...new Set(others.map(({ rule }) => RULE_WORDS[rule].toLowerCase()))];
  const message = first.message.charAt(0).toUpperCase() + first.message.slice(1);
  return more.length === 0 ? message : `${message} (also: ${more.join(', ')})`;
}
