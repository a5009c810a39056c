import type { EntityTarget } from 'typeorm';
import { AlertSweepEntity } from './sweep/alert-sweep.entity.js';
import { NotificationEntity } from './alerts/notification.entity.js';
import { AlertPreferenceEntity } from './preferences/alert-preference.entity.js';
import { IncidentEventEntity } from './incidents/incident-event.entity.js';
import { IncidentEntity } from './incidents/incident.entity.js';

/** The monitor's tables, each from the room that writes it. Their migrations stand with those of tracked-cron: one schema, one order. */
export const cronMonitorEntities: EntityTarget<object>[] = [
  IncidentEntity,
  IncidentEventEntity,
  AlertPreferenceEntity,
  AlertSweepEntity,
  NotificationEntity,
];
