import type { IdGenerator, JobScope } from 'nestjs-tracked-cron';
import type { CronDatabase, DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { IncidentEvent } from './incident.js';
import type { IncidentDecision, IncidentRecord } from './incident-record.js';
import { INCIDENT_COLUMNS, recordOf, rowOf, selectedColumns, type IncidentRow } from './stored-incident.js';

/** A decision about an incident as it was read; null where it is to be opened. */
export interface IncidentWrite extends IncidentDecision {
  readonly current: IncidentRecord | null;
}

/** A decision that was written. */
export interface WrittenIncident extends IncidentWrite {
  readonly incident: IncidentRecord;
}

const COLUMNS = Object.values(INCIDENT_COLUMNS);
const CHANGED = COLUMNS.filter((column) => column !== 'id');

/** The incidents of one application and environment. */
export class IncidentRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
    private readonly ids: IdGenerator,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** Those that are not resolved. @param subjects only of these; null: all there are */
  async open(subjects: readonly string[] | null): Promise<IncidentRecord[]> {
    const { rows } = await this.database.writes.query<IncidentRow>(
      `select ${selectedColumns('i')} from ${this.database.tables.incidents} i
       where i.application = $1 and i.environment = $2 and i.resolved_at is null
         and ($3::text[] is null or i.subject = any($3))`,
      [...this.owner(), subjects],
    );
    return rows.map(recordOf);
  }

  /** The newest that is over, of each subject that has one. */
  async lastResolved(subjects: readonly string[]): Promise<Map<string, IncidentRecord>> {
    const { rows } = await this.database.writes.query<IncidentRow>(
      `select ${selectedColumns('i')}
       from unnest($3::text[]) as wanted(subject) cross join lateral (
         select * from ${this.database.tables.incidents} o
         where o.application = $1 and o.environment = $2 and o.subject = wanted.subject and o.resolved_at is not null
         order by o.id desc limit 1) i`,
      [...this.owner(), subjects],
    );
    return new Map(rows.map((row) => [row.subject, recordOf(row)]));
  }

  async find(id: string): Promise<IncidentRecord | null> {
    const { rows } = await this.database.writes.query<IncidentRow>(
      `select ${selectedColumns('i')} from ${this.database.tables.incidents} i
       where i.application = $1 and i.environment = $2 and i.id = $3`,
      [...this.owner(), id],
    );
    return rows.length === 0 ? null : recordOf(rows[0]);
  }

  /** What happened to it, oldest first. */
  async events(incidentId: string): Promise<IncidentEvent[]> {
    const { rows } = await this.database.writes.query<IncidentEvent>(
      `select e.id, e.incident_id as "incidentId", e.kind, e.at, e.done_by as "by", e.reason, e.detail
       from ${this.database.tables.incidentEvents} e
       where e.application = $1 and e.environment = $2 and e.incident_id = $3 order by e.id`,
      [...this.owner(), incidentId],
    );
    return rows;
  }

  /** Open incidents about jobs that are gone, or go by another name by now: why each is over, by its id. */
  async leftBehind(): Promise<Map<string, string>> {
    const { incidents, jobs } = this.database.tables;
    const { rows } = await this.database.writes.query<{ id: string; name: string; isGone: boolean }>(
      `select i.id, j.name, j.removed_at is not null as "isGone"
       from ${incidents} i join ${jobs} j on j.id = i.job_id
       where i.application = $1 and i.environment = $2 and i.resolved_at is null
         and (j.removed_at is not null or j.name <> i.subject)`,
      this.owner(),
    );
    return new Map(
      rows.map(({ id, name, isGone }) => [
        id,
        isGone ? 'the job is gone from the code' : `the job is called "${name}" now`,
      ]),
    );
  }

  /**
   * Writes decisions and their events in one statement. A decision about something that has changed since, or that somebody else
   * has opened, is left out whole.
   * @returns what was written
   */
  async write(decisions: readonly IncidentWrite[], at: Date): Promise<WrittenIncident[]> {
    const bySubject = [...decisions].sort((a, b) => (a.next.subject < b.next.subject ? -1 : 1));
    const wished = bySubject.map((decision) => ({ ...decision, incident: this.incidentOf(decision) }));
    const rows = wished.map(({ incident: { id, revision, ...facts } }) => rowOf(id, revision, facts));
    const { rows: written } = await this.database.writes.query<{ id: string }>(this.statement(), [
      ...this.owner(),
      JSON.stringify(rows),
      JSON.stringify(wished.flatMap(({ incident, events }) => this.eventRows(incident.id, events, at))),
    ]);
    const ids = new Set(written.map(({ id }) => id));
    return wished.filter(({ incident }) => ids.has(incident.id));
  }

  private incidentOf({ current, next }: IncidentWrite): IncidentRecord {
    const id = current?.id ?? this.ids.next(this.clock.now());
    return { ...next, id, revision: (current?.revision ?? 0) + 1 };
  }

  private eventRows(incidentId: string, events: IncidentDecision['events'], at: Date) {
    return events.map(({ kind, by, reason, detail }) => ({
      id: this.ids.next(this.clock.now()),
      incident_id: incidentId,
      kind,
      at,
      done_by: by,
      reason,
      detail,
    }));
  }

  /**
   * Rows are locked and made in one order, changes before what is opened: two instances that write the same would wait for each
   * other for ever. Locking a row reads it anew, so that the revision is the newest.
   */
  private statement(): string {
    const { incidents, incidentEvents } = this.database.tables;
    return `
      with given as materialized (
        select * from jsonb_populate_recordset(null::${incidents}, $3::jsonb)),
      locked as materialized (
        select i.id, i.revision from ${incidents} i
        where i.application = $1 and i.environment = $2
          and i.id = any(array(select g.id from given g where g.revision > 1))
        order by i.id for update),
      changed as (
        update ${incidents} i set (${CHANGED.join(', ')}, updated_at) = (${CHANGED.map((column) => `g.${column}`).join(', ')}, now())
        from given g join locked l on l.id = g.id and l.revision = g.revision - 1
        where i.id = g.id returning i.id),
      opened as (
        insert into ${incidents} (application, environment, ${COLUMNS.join(', ')})
        select $1, $2, ${COLUMNS.map((column) => `g.${column}`).join(', ')} from given g
        where g.revision = 1 and (select count(*) from changed) >= 0
        order by g.subject
        on conflict (application, environment, subject) where resolved_at is null do nothing
        returning id),
      written as materialized (select id from changed union all select id from opened),
      told as (
        insert into ${incidentEvents} (id, application, environment, incident_id, kind, at, done_by, reason, detail)
        select e.id, $1, $2, e.incident_id, e.kind, e.at, e.done_by, e.reason, e.detail
        from jsonb_populate_recordset(null::${incidentEvents}, $4::jsonb) e join written w on w.id = e.incident_id)
      select id from written`;
  }

  private owner(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }
}
