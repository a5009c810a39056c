import type { NotificationKind } from '../../alerts/notification.js';

/** What an alert of another service is to become: all that opens, reminds or gets worse keeps it firing. */
export type EventPhase = 'firing' | 'acknowledged' | 'resolved';

/** Such services know fewer stages than an incident has. */
export function phaseOf(kind: NotificationKind): EventPhase {
  if (kind === 'acknowledged' || kind === 'snoozed') return 'acknowledged';
  return kind === 'recovered' || kind === 'resolved' ? 'resolved' : 'firing';
}
