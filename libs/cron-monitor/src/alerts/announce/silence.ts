import type { Suppression } from '../notification.js';
import type { Announced } from './telling-facts.js';

/**
 * Why an incident itself keeps its trouble from being told: it waits for that of a job it depends on, somebody is on it, or
 * nobody wants to hear of it for now. That it became worse than what somebody is on, or has snoozed, is news.
 */
export function silenceOf({ incident, event }: Announced): Suppression | null {
  if (incident.heldBy !== null) return 'dependency';
  if (event.kind === 'worsened') return null;
  if (incident.state === 'snoozed') return 'snoozed';
  return incident.state === 'acknowledged' && event.kind !== 'opened' ? 'acknowledged' : null;
}
