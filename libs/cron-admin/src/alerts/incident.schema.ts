import { FINDING_RULES, SEVERITIES } from 'nestjs-tracked-cron';
import {
  INCIDENT_EVENTS,
  INCIDENT_STATES,
  type Incident,
  type IncidentDetails,
  type IncidentEvent,
  type IncidentFinding,
  type IncidentPage,
} from 'nestjs-tracked-cron/monitor';
import {
  about,
  anything,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  object,
  oneOf,
  text,
  uuid,
  type FieldSchemas,
} from '../openapi/schema.js';
import { notification } from './notification.schema.js';

const incidentFinding = object<IncidentFinding>('IncidentFinding', {
  rule: oneOf(FINDING_RULES),
  severity: oneOf(SEVERITIES),
  told: about('Whether people are told of it.', flag),
  since: about('When the fault began.', instant),
  message: text,
  count: about('How many slots or executions it is about.', count),
  slot: nullable(instant),
  executionId: nullable(uuid),
  joinedAt: instant,
  lastSeenAt: instant,
  endedAt: about('Null while it holds.', nullable(instant)),
});

const incidentFields: FieldSchemas<Incident> = {
  id: uuid,
  subject: about("The job's name, or `~monitor` where it is about the library itself.", text),
  jobId: about('Null where it is about the library itself.', nullable(uuid)),
  group: nullable(text),
  owner: nullable(text),
  tags: list(text),
  state: oneOf(INCIDENT_STATES),
  severity: about('The highest that people were told of.', oneOf(SEVERITIES)),
  findings: list(incidentFinding),
  fingerprints: about('Of the errors that its executions failed with.', list(text)),
  beganAt: about('When the fault began.', instant),
  openedAt: about('When a threshold was reached.', instant),
  acknowledgedAt: nullable(instant),
  acknowledgedBy: nullable(text),
  snoozedUntil: nullable(instant),
  snoozedBy: nullable(text),
  escalation: about('How many steps it was escalated.', count),
  goodRuns: about('Good executions in a row since its last finding.', count),
  heldBy: about('The job it depends on whose incident holds its alerts back.', nullable(text)),
  resolvedAt: nullable(instant),
  resolvedBy: about('Null where it ended by itself.', nullable(text)),
  resolution: about('Why, in words.', nullable(text)),
  revision: about('Grows with each change.', count),
};

export const incident = object<Incident>('Incident', incidentFields);

const incidentEvent = object<IncidentEvent>('IncidentEvent', {
  id: uuid,
  incidentId: uuid,
  kind: oneOf(INCIDENT_EVENTS),
  at: instant,
  by: nullable(text),
  reason: nullable(text),
  detail: about('Of `opened`, `joined`, `worsened` the finding; of `escalated` the step.', anything),
});

export const incidentDetails = object<IncidentDetails>('IncidentDetails', {
  ...incidentFields,
  events: about('Its life, oldest first.', list(incidentEvent)),
  notifications: about('What was told of it, and what was not, oldest first.', list(notification)),
});

export const incidentPage = object<IncidentPage>('IncidentPage', {
  items: about('Newest first.', list(incident)),
  page: fields<IncidentPage['page']>({
    next: about('The cursor of the next page; null: this is the last.', nullable(text)),
    limit: count,
  }),
});
