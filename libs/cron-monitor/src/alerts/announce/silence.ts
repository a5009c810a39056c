import type { Suppression } from '../notification.js';
import type { Announced } from './telling-facts.js';

/**
 * Why an incident itself keeps its trouble from being told: it is muted or under maintenance, it waits for that of a job it
 * depends on, somebody is on it, or nobody wants to hear of it for now. That it became worse than what somebody is on, or has
 * snoozed, is news. Whoever wrote the event has looked at what is silent, and wakes the incident when that is over: looking
 * again, with what another instance has heard by now, could lose it for good.
 */
export function silenceOf({ incident, event }: Announced): Suppression | null {
  if (incident.silencedBy !== null) return incident.silencedBy;
  if (incident.heldBy !== null) return 'dependency';
  if (event.kind === 'worsened') return null;
  if (incident.state === 'snoozed') return 'snoozed';
  return incident.state === 'acknowledged' && event.kind !== 'opened' ? 'acknowledged' : null;
}
