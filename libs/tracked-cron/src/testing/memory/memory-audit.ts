import type { DatabaseClock } from '../../database/database-clock.js';
import type { JobScope } from '../../definition/job-scope.js';
import { pageOf } from '../../history/history-page.js';
import { uuidV7Time } from '../../id-generator.js';
import type { AuditEntity } from '../../manager/audit/audit.entity.js';
import type { AuditEntry } from '../../manager/audit/audit-entry.js';
import {
  AUDIT_ORDER,
  checkAuditQuery,
  type AuditPage,
  type AuditQuery,
} from '../../manager/audit/audit-query.js';
import type { AuditRepository, NewAuditEntry } from '../../manager/audit/audit.repository.js';
import { asJson, dateOf } from './execution-row.js';
import type { MemoryDatabase } from './memory-database.js';

/** The audit log, as {@link AuditRepository} keeps it. */
export class MemoryAudit implements Pick<AuditRepository, 'add' | 'page'> {
  constructor(
    private readonly database: MemoryDatabase,
    private readonly clock: DatabaseClock,
    private readonly scope: JobScope,
  ) {}

  async add(entry: NewAuditEntry): Promise<void> {
    const { application, environment } = this.scope;
    this.database.audit.push({
      ...entry,
      before: asJson(entry.before),
      after: asJson(entry.after),
      at: dateOf(this.clock.now()),
      application,
      environment,
    });
  }

  async page(query: AuditQuery): Promise<AuditPage> {
    const { filters, limit, signature, position } = checkAuditQuery(query, this.scope);
    const settled = new Set(this.database.audit.map(({ askedId }) => askedId));
    const back = position?.direction === 'back';
    const beyond = ({ id }: AuditEntity) =>
      position === null ||
      (position.inclusive && id === position.id) ||
      (back ? id > position.id : id < position.id);
    const rows = this.database.audit
      .filter((entry) => !settled.has(entry.id) && matches(entry, filters) && beyond(entry))
      .sort((a, b) => (a.id < b.id === back ? -1 : 1))
      .slice(0, limit + 1)
      .map(shown);
    return pageOf(rows, { position, order: AUDIT_ORDER, limit, signature });
  }
}

function matches(entry: AuditEntity, filters: Omit<AuditQuery, 'limit' | 'cursor'>): boolean {
  const { jobName, by, action, requestId, from, to, jobNames } = filters;
  const born = uuidV7Time(entry.id);
  return (
    (jobName === undefined || entry.jobName === jobName) &&
    (by === undefined || entry.by === by) &&
    (action === undefined || entry.action === action) &&
    (requestId === undefined || entry.requestId === requestId) &&
    (jobNames === undefined || (entry.jobName !== null && jobNames.includes(entry.jobName))) &&
    (from === undefined || born >= from.getTime()) &&
    (to === undefined || born < to.getTime())
  );
}

function shown(entry: AuditEntity): AuditEntry {
  const { askedId: _asked, outcome, ...rest } = entry;
  return { ...rest, outcome: outcome as AuditEntry['outcome'] };
}
