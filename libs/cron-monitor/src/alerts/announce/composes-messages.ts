import type { Incident, IncidentEvent } from '../../incidents/incident.js';
import type { AlertMessage } from '../alert-message.js';

/** Makes a message of what happened to an incident. May read the database, and take its time. */
export interface ComposesMessages {
  compose(incident: Incident, event: IncidentEvent): Promise<AlertMessage>;
}

/** Whoever composes messages; where nobody does, they say what the incident itself says. */
export const MESSAGE_COMPOSER = Symbol.for('nestjs-tracked-cron:message-composer');
