import type { SteeringWords } from 'nestjs-tracked-cron';
import type { ICronAlerts } from './cron-alerts.interface.js';
import type { IncidentRecord } from './incidents/incident-record.js';

/** Who says it, as the audit log has it. */
export function spokenBy({ by, reason, requestId }: SteeringWords): SteeringWords {
  return { by, reason, requestId };
}

/** What the audit log has of an incident. */
export function standing({ state, acknowledgedBy, snoozedUntil, resolution }: IncidentRecord) {
  return { state, acknowledgedBy, snoozedUntil, resolution };
}

/** What a test message goes through; null where nobody said. */
export function testedBy({ route, channel }: Parameters<ICronAlerts['sendTest']>[0]): string | null {
  if (channel !== undefined) return `channel:${channel}`;
  return route === undefined ? null : `route:${route}`;
}
