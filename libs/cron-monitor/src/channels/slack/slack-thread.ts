import { SEVERITIES, type Severity } from 'nestjs-tracked-cron';
import type { NotificationKind } from '../../alerts/notification.js';
import type { SlackReceipt } from './slack-client.js';

/** What changes how an incident stands: its first message shows it. */
const CHANGES: ReadonlySet<NotificationKind> = new Set([
  'worsened',
  'acknowledged',
  'snoozed',
  'woken',
  'recovered',
  'resolved',
]);
/** What people who don't read the thread have to see. */
const LOUD: ReadonlySet<NotificationKind> = new Set(['worsened', 'woken', 'reminded', 'escalated']);

/** Where a message is, from what a channel kept of it; null where that says nothing. */
export function receiptOf(kept: unknown): SlackReceipt | null {
  const { channel, ts } = (kept ?? {}) as { channel?: unknown; ts?: unknown };
  return typeof channel === 'string' && typeof ts === 'string' ? { channel, ts } : null;
}

/** Whether the first message about an incident is to show what this one says. */
export function changesFirstMessage(kind: NotificationKind): boolean {
  return CHANGES.has(kind);
}

/** Whether an answer in a thread is shown in the channel too: what nobody has to see stays in the thread. */
export function isBroadcast(kind: NotificationKind, severity: Severity): boolean {
  return (
    kind === 'escalated' || (LOUD.has(kind) && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf('error'))
  );
}
