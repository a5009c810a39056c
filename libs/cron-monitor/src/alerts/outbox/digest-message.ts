import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import { formatDuration } from 'nestjs-tracked-cron/internal';
import { loudest } from '../../conditions/severity.js';
import type { AlertField, AlertMessage } from '../alert-message.js';
import type { NotificationKind, Suppression } from '../notification.js';

/** One notification that a digest is to tell, with its incident as it is now. */
export interface DigestMember {
  readonly incidentId: string;
  readonly subject: string;
  readonly group: string | null;
  readonly kind: NotificationKind;
  readonly severity: Severity;
  readonly why: Suppression | null;
  /** First word of its message, and what it says. */
  readonly word: string;
  readonly sentence: string;
  /** What its executions failed with; null where no error is known. */
  readonly error: string | null;
  readonly beganAt: Date;
  /** Null while it goes on. */
  readonly resolvedAt: Date | null;
}

/** Where a digest is from, and when. */
export interface DigestSurroundings {
  readonly application: string;
  readonly environment: string;
  readonly now: number;
}

/** Lines that a digest has at most; what does not fit is counted in one line more. */
const MOST_LINES = 100;
const REASONS: Partial<Record<Suppression, string>> = {
  storm: 'they came within a minute',
  rate_limit: 'this channel takes no more of them by themselves',
  quiet_hours: 'they came during quiet hours',
};

/** Tells many things at once: how many, what they share, and each by its name. */
export function digestMessage(
  members: readonly DigestMember[],
  { application, environment, now }: DigestSurroundings,
): AlertMessage {
  const incidents = byIncident(members);
  const subject = incidents.length === 1 ? '1 incident' : `${incidents.length} incidents`;
  const severity = loudest(members.map((one) => one.severity));
  const open = incidents.filter(({ resolvedAt }) => resolvedAt === null).length;
  return {
    word: 'DIGEST',
    subject,
    environment,
    application,
    severity,
    title: `DIGEST · ${subject} · ${environment}`,
    sentence: [
      `${subject}, ${open === incidents.length ? 'none of them over' : `${open} of them not over`}, in one message: ${reasonOf(members)}.`,
      ...sharedCause(incidents),
    ].join(' '),
    fields: [
      countedBy('What', incidents, ({ word }) => word),
      countedBy('Groups', incidents, ({ group }) => group ?? 'no group'),
    ],
    advice: [],
    logTail: null,
    links: [],
    at: new Date(now),
    lines: linesOf(incidents),
  };
}

/** Each incident once, as it was told first, loudest and oldest first. */
function byIncident(members: readonly DigestMember[]): readonly DigestMember[] {
  const found = new Map<string, DigestMember>();
  for (const one of members) {
    const known = found.get(one.incidentId);
    const severity = known ? loudest([known.severity, one.severity]) : one.severity;
    found.set(one.incidentId, { ...(known ?? one), severity });
  }
  const rank = ({ severity }: DigestMember) => -SEVERITIES.indexOf(severity);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || +a.beganAt - +b.beganAt);
}

function reasonOf(members: readonly DigestMember[]): string {
  const reasons = new Set(members.map(({ why }) => (why === null ? undefined : REASONS[why])));
  return [...reasons].filter((reason) => reason !== undefined).join(', or ');
}

/** What at least half of them failed with. */
function sharedCause(incidents: readonly DigestMember[]): string[] {
  const [most] = counts(incidents.flatMap(({ error }) => (error === null ? [] : [error])));
  if (most === undefined || incidents.length < 2 || most[1] * 2 < incidents.length) return [];
  return [`${most[1] === incidents.length ? 'All' : most[1]} of them failed with ${most[0]}.`];
}

function countedBy(
  name: string,
  incidents: readonly DigestMember[],
  keyOf: (member: DigestMember) => string,
): AlertField {
  const counted = counts(incidents.map(keyOf));
  const shown = counted.slice(0, 10).map(([key, count]) => `${key} ${count}`);
  const rest = counted.length - shown.length;
  return { name, text: [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', '), short: true };
}

/** Most frequent first. */
function counts(values: readonly string[]): [string, number][] {
  const counted = new Map<string, number>();
  for (const value of values) counted.set(value, (counted.get(value) ?? 0) + 1);
  return [...counted].sort(([, a], [, b]) => b - a);
}

function linesOf(incidents: readonly DigestMember[]): readonly string[] {
  const lines = incidents.slice(0, MOST_LINES).map(lineOf);
  const rest = incidents.length - lines.length;
  return rest === 0 ? lines : [...lines, `… and ${rest} more`];
}

function lineOf({ word, subject, sentence, beganAt, resolvedAt }: DigestMember): string {
  const over = resolvedAt === null ? '' : ` (over after ${formatDuration(+resolvedAt - +beganAt)})`;
  return `${word} · ${subject}${sentence === '' ? '' : `: ${sentence}`}${over}`;
}
