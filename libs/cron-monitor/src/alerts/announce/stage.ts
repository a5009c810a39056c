import type { Incident, IncidentEvent } from '../../incidents/incident.js';

/**
 * The same for whatever must not be told twice. What can happen once in an incident's life is known by its kind, what can
 * happen again by its event.
 */
export function stageOf({ id }: Incident, event: IncidentEvent): string {
  const once = event.kind === 'opened' || event.kind === 'recovered' || event.kind === 'resolved';
  return once ? `${id}:${event.kind}` : `${id}:${event.kind}:${event.id}`;
}
