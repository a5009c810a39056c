import type { StateLook } from '../../theme/states.js';
import { clockTime, count } from '../../time/words.js';
import {
  NOTIFICATION_LOOKS,
  RULE_WORDS,
  SUPPRESSION_WORDS,
  type IncidentDetails,
  type Notification,
  type Rule,
  type Severity,
} from './alert-words.js';

type Event = IncidentDetails['events'][number];

/** Something that happened in an incident's life. */
export interface TimelineLine {
  readonly key: string;
  /** ISO. */
  readonly at: string;
  readonly look: StateLook;
  readonly text: string;
  /** Whether somebody was told, or was to be. */
  readonly isMessage: boolean;
}

/** What a detail of an event may hold; which of it depends on the kind, and older rows have less. */
interface Detail {
  readonly rule?: Rule;
  readonly message?: string;
  readonly severity?: Severity;
  readonly again?: unknown;
  readonly step?: number;
  readonly from?: string;
}

/** Its life and what was told of it, oldest first; what happened at the same instant is told after it happened. */
export function timelineOf({
  events,
  notifications,
}: Pick<IncidentDetails, 'events' | 'notifications'>): TimelineLine[] {
  const lines = [...events.map(lineOf), ...notifications.map(messageLine)];
  return lines.sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.isMessage) - Number(b.isMessage),
  );
}

const look = (glyph: string, word: string, token: string): StateLook => ({
  glyph,
  word,
  colour: `var(--state-${token})`,
});

const LOOKS: Readonly<Record<Event['kind'], StateLook>> = {
  opened: look('✕', 'Opened', 'failed'),
  joined: look('+', 'Joined', 'failed'),
  worsened: look('‼', 'Worsened', 'lost'),
  acknowledged: look('◔', 'Acknowledged', 'running'),
  snoozed: look('‖', 'Snoozed', 'paused'),
  woken: look('◷', 'Woken', 'missed'),
  reminded: look('↻', 'Reminded', 'pending'),
  escalated: look('↑', 'Escalated', 'timed-out'),
  recovered: look('✓', 'Recovered', 'completed'),
  resolved: look('✓', 'Resolved', 'completed'),
};

const WOKEN_FROM: Readonly<Record<string, string>> = {
  snooze: 'The snooze is over, and it goes on.',
  mute: 'The mute is over, and it goes on.',
  maintenance: 'The maintenance window is over, and it goes on.',
  dependency: 'The job it depends on is well again, and it goes on.',
};

function lineOf(event: Event): TimelineLine {
  const { id, at, kind } = event;
  return { key: id, at, look: LOOKS[kind], text: eventInWords(event), isMessage: false };
}

function eventInWords({ kind, by, reason, detail }: Event): string {
  const { rule, message, severity, again, step, from } = (detail ?? {}) as Detail;
  const why = reason === null ? '' : `: ${reason}`;
  const who = by ?? 'somebody';
  const finding = [rule && RULE_WORDS[rule], message].filter(Boolean).join(': ');
  switch (kind) {
    case 'opened':
      return `${finding || 'Something is wrong'}${again ? ' Again, shortly after the last incident.' : ''}`;
    case 'joined':
      return finding || 'A further finding';
    case 'worsened':
      return `${severity ? `Now ${severity}. ` : ''}${finding}`.trim() || 'More severe than before';
    case 'acknowledged':
      return `By ${who}${why}`;
    case 'snoozed':
      return `By ${who}${why}`;
    case 'woken':
      return (from !== undefined && WOKEN_FROM[from]) || 'What kept it quiet is over, and it goes on.';
    case 'reminded':
      return 'Nobody has acknowledged it: told again.';
    case 'escalated':
      return `Nobody has acknowledged it: one step louder${step === undefined ? '' : ` (step ${count(step)})`}.`;
    case 'recovered':
      return 'Nothing that people are told of holds any more.';
    case 'resolved':
      return `By ${who}${why}`;
  }
}

function messageLine(notification: Notification): TimelineLine {
  const { id, state, createdAt, sentAt } = notification;
  return {
    key: id,
    at: sentAt ?? createdAt,
    look: NOTIFICATION_LOOKS[state],
    text: toldInWords(notification),
    isMessage: true,
  };
}

/** What became of a message, and why. */
export function toldInWords({
  state,
  channel,
  kind,
  why,
  lastError,
  attempts,
  notBefore,
}: Notification): string {
  const what = kind === 'opened' ? '' : ` (${kind})`;
  const because = why === null ? '' : `: ${SUPPRESSION_WORDS[why]}`;
  const error = lastError === null ? '' : `: ${lastError}`;
  switch (state) {
    case 'delivered':
      return `${channel} was told${what}.`;
    case 'digested':
      return `${channel} was told in a digest${what}${because}.`;
    case 'suppressed':
      return `${channel} was not told${what}${because}.`;
    case 'failed':
      return `${channel} could not be told${what}, after ${count(attempts)} ${attempts === 1 ? 'try' : 'tries'}${error}`;
    case 'sending':
      return `${channel} is being told${what}.`;
    case 'pending':
      return `${channel} will be told${what}${because || `, not before ${clockTime(Date.parse(notBefore))}`}.`;
  }
}
