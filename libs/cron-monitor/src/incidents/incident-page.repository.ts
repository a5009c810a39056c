import { SEVERITIES, type JobScope } from 'nestjs-tracked-cron';
import { pageOf, SqlParameters, uuidV7Floor, type CronDatabase } from 'nestjs-tracked-cron/internal';
import type { IncidentPage, IncidentQuery } from '../cron-alerts.interface.js';
import { checkIncidentQuery, INCIDENT_ORDER } from './check-incident-query.js';
import { isAboutJobs } from './jobs-within.js';
import { shownOf } from './shown-incident.js';
import { recordOf, selectedColumns, type IncidentRow } from './stored-incident.js';

/** An incident is born when it is written, soon after the facts that it is opened by. */
const WRITTEN_WITHIN_MS = 3_600_000;

/** Reads incidents for people. */
export class IncidentPageRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: JobScope,
  ) {}

  /** @throws TrackedCronError `INVALID_QUERY`, `INVALID_CURSOR` */
  async page(query: IncidentQuery): Promise<IncidentPage> {
    const { filters, limit, signature, position } = checkIncidentQuery(query, this.scope);
    const parameters = new SqlParameters();
    const back = position?.direction === 'back';
    const conditions = [...this.conditions(filters, parameters)];
    if (position !== null) {
      const comparison = `${back ? '>' : '<'}${position.inclusive ? '=' : ''}`;
      conditions.push(`i.id ${comparison} ${parameters.add(position.id)}::uuid`);
    }
    const rows: IncidentRow[] = await this.database.dataSource.query(
      `select ${selectedColumns('i')} from ${this.database.tables.incidents} i
       where ${conditions.join(' and ')} order by i.id ${back ? 'asc' : 'desc'} limit ${limit + 1}`,
      parameters.values,
    );
    const { items, page } = pageOf(rows, { position, order: INCIDENT_ORDER, limit, signature });
    return { items: items.map((row) => shownOf(recordOf(row))), page: { next: page.next, limit } };
  }

  private *conditions(
    { state, severity, jobName, group, owner, tag, from, to, within }: IncidentQuery,
    parameters: SqlParameters,
  ): Generator<string> {
    yield this.owned(parameters);
    if (state === undefined) yield 'i.resolved_at is null';
    else yield `i.state = any(${parameters.add(state)}::text[])`;
    if (severity !== undefined)
      yield `i.severity = any(${parameters.add(SEVERITIES.slice(SEVERITIES.indexOf(severity)))}::text[])`;
    if (jobName !== undefined) yield `i.subject = ${parameters.add(jobName)}`;
    if (group !== undefined) yield `i.job_group = ${parameters.add(group)}`;
    if (owner !== undefined) yield `i.owner = ${parameters.add(owner)}`;
    if (tag !== undefined) yield `${parameters.add(tag)} = any(i.tags)`;
    if (from !== undefined) {
      yield `i.opened_at >= ${parameters.add(from)}`;
      yield `i.id >= ${parameters.add(uuidV7Floor(Math.max(0, from.getTime() - WRITTEN_WITHIN_MS)))}::uuid`;
    }
    if (to !== undefined) {
      yield `i.opened_at < ${parameters.add(to)}`;
      yield `i.id < ${parameters.add(uuidV7Floor(to.getTime() + WRITTEN_WITHIN_MS))}::uuid`;
    }
    yield isAboutJobs(this.database.tables, within, parameters);
  }

  private owned(parameters: SqlParameters): string {
    const { application, environment } = this.scope;
    return `i.application = ${parameters.add(application)} and i.environment = ${parameters.add(environment)}`;
  }
}
