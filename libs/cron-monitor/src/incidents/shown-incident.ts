import type { Incident } from './incident.js';
import type { IncidentRecord } from './incident-record.js';

/** An incident as everybody sees it, without what only its own life needs. */
export function shownOf(record: IncidentRecord): Incident {
  const {
    judgedAt: _judgedAt,
    waitsSince: _waitsSince,
    remindedAt: _remindedAt,
    parentEndedAt: _parentEndedAt,
    heldUntil: _heldUntil,
    silencedBy: _silencedBy,
    ...incident
  } = record;
  return incident;
}
