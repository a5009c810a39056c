import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import { pageOf } from '../../history/history-page.js';
import { SqlParameters } from '../../history/sql-parameters.js';
import { uuidV7Floor } from '../../id-generator.js';
import type { AuditEntry } from './audit-entry.js';
import { AUDIT_ORDER, checkAuditQuery, type AuditPage, type AuditQuery } from './audit-query.js';

/** An entry that is to be written: who and when the database adds. */
export interface NewAuditEntry extends Omit<AuditEntry, 'at' | 'application' | 'environment'> {
  /** The entry it was asked by, whose place it takes. */
  readonly askedId: string | null;
}

const SELECTED = `a.id, a.at, a.action, a.outcome, a.code, a.job_name as "jobName", a.execution_id as "executionId",
  a.target, a.done_by as "by", a.reason, a.before, a.after, a.request_id as "requestId", a.application, a.environment`;

/** The audit log of one application and environment. It adds and reads; nothing here changes or deletes. */
export class AuditRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes' | 'dataSource'>,
    private readonly scope: JobScope,
  ) {}

  async add(entry: NewAuditEntry): Promise<void> {
    const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
    await this.database.writes.query(
      `insert into ${this.database.tables.audit} (id, application, environment, action, outcome, code, job_name,
         execution_id, target, done_by, reason, before, after, request_id, asked_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        entry.id,
        this.scope.application,
        this.scope.environment,
        entry.action,
        entry.outcome,
        entry.code,
        entry.jobName,
        entry.executionId,
        entry.target,
        entry.by,
        entry.reason,
        json(entry.before),
        json(entry.after),
        entry.requestId,
        entry.askedId,
      ],
    );
  }

  /** A page, newest first. What was asked is left out where it is on record what became of it. */
  async page(query: AuditQuery): Promise<AuditPage> {
    const { filters, limit, signature, position } = checkAuditQuery(query, this.scope);
    const parameters = new SqlParameters();
    const back = position?.direction === 'back';
    const conditions = [...this.conditions(filters, parameters)];
    if (position !== null) {
      const comparison = `${back ? '>' : '<'}${position.inclusive ? '=' : ''}`;
      conditions.push(`a.id ${comparison} ${parameters.add(position.id)}::uuid`);
    }
    const { audit } = this.database.tables;
    const rows: AuditEntry[] = await this.database.dataSource.query(
      `select ${SELECTED} from ${audit} a
       where ${conditions.join(' and ')}
         and (a.outcome <> 'asked' or not exists (select from ${audit} o where o.asked_id = a.id))
       order by a.id ${back ? 'asc' : 'desc'} limit ${limit + 1}`,
      parameters.values,
    );
    return pageOf(rows, { position, order: AUDIT_ORDER, limit, signature });
  }

  private *conditions(
    { jobName, by, action, requestId, from, to, jobNames }: AuditQuery,
    parameters: SqlParameters,
  ): Generator<string> {
    yield `a.application = ${parameters.add(this.scope.application)}`;
    yield `a.environment = ${parameters.add(this.scope.environment)}`;
    if (jobName !== undefined) yield `a.job_name = ${parameters.add(jobName)}`;
    if (by !== undefined) yield `a.done_by = ${parameters.add(by)}`;
    if (action !== undefined) yield `a.action = ${parameters.add(action)}`;
    if (requestId !== undefined) yield `a.request_id = ${parameters.add(requestId)}`;
    if (jobNames !== undefined) yield `a.job_name = any(${parameters.add(jobNames)}::text[])`;
    if (from !== undefined) yield `a.id >= ${parameters.add(uuidV7Floor(from.getTime()))}::uuid`;
    if (to !== undefined) yield `a.id < ${parameters.add(uuidV7Floor(to.getTime()))}::uuid`;
  }
}
