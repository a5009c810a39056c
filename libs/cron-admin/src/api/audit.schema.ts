import { AUDIT_ACTIONS, AUDIT_OUTCOMES, type AuditEntry, type AuditPage } from 'nestjs-tracked-cron';
import {
  about,
  anything,
  count,
  fields,
  instant,
  list,
  nullable,
  object,
  oneOf,
  openWord,
  text,
  uuid,
} from '../openapi/schema.js';

const auditEntry = object<AuditEntry>('AuditEntry', {
  id: uuid,
  at: instant,
  action: openWord<string>(...AUDIT_ACTIONS),
  outcome: oneOf(AUDIT_OUTCOMES),
  code: about('Why it was refused.', nullable(text)),
  jobName: nullable(text),
  executionId: nullable(uuid),
  target: about('What else it was done to: the group of a freeze, a fingerprint.', nullable(text)),
  by: nullable(text),
  reason: nullable(text),
  before: anything,
  after: anything,
  requestId: nullable(text),
  application: text,
  environment: text,
});

export const auditPage = object<AuditPage>('AuditPage', {
  items: list(auditEntry),
  page: fields<AuditPage['page']>({
    next: about('`cursor` of the next page; null for the last.', nullable(text)),
    previous: nullable(text),
    limit: count,
  }),
});
