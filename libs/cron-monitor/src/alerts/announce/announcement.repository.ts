import type { CronDatabase } from 'nestjs-tracked-cron/internal';
import { inTransaction, uuidV7Floor } from 'nestjs-tracked-cron/internal';
import type pg from 'pg';
import type { IncidentEvent } from '../../incidents/incident.js';
import type { AlertMessage } from '../alert-message.js';
import type { Scope } from '../scope.js';
import type { Decision } from './decision.js';
import { recordOf, selectedColumns, type IncidentRow } from '../../incidents/stored-incident.js';
import { kindOn, type Announced, type TellingFacts, type ToldBefore } from './telling-facts.js';

const MINUTE_MS = 60_000;
const ANNOUNCING_LOCK = 0x616e6e6f;

/** A decision with the message it is about. */
export interface Written extends Decision {
  readonly id: string;
  readonly message: AlertMessage;
}

/** Where events of incidents become notifications. */
export class AnnouncementRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
  ) {}

  /**
   * What nobody has announced, oldest first.
   * @param mine of these incidents whatever has happened; of all others what had happened by `until`
   */
  async unannounced(limit: number, mine: readonly string[], until: Date): Promise<readonly Announced[]> {
    const { incidentEvents, incidents } = this.database.tables;
    const { rows } = await this.database.writes.query<{ event: EventRow } & IncidentRow>(
      `select ${selectedColumns('i')},
         json_build_object('id', e.id, 'incidentId', e.incident_id, 'kind', e.kind, 'at', e.at, 'by', e.done_by,
           'reason', e.reason, 'detail', e.detail) as event
       from ${incidentEvents} e join ${incidents} i on i.id = e.incident_id
       where e.application = $1 and e.environment = $2 and e.announced_at is null
         and (e.at <= $4 or e.incident_id = any($3::uuid[]))
       order by e.id limit ${limit}`,
      [...this.owner, mine, until],
    );
    return rows.map(({ event, ...incident }) => ({
      incident: recordOf(incident),
      event: { ...event, at: new Date(event.at) },
    }));
  }

  /** What was told of these incidents, and how much of late. */
  async before(incidentIds: readonly string[], now: number): Promise<Pick<TellingFacts, 'told' | 'lately'>> {
    return this.beforeOn(this.database.writes, incidentIds, now);
  }

  /**
   * Announces under a lock over all instances, so that what is counted stays true until it is written.
   * @param decide is told which of the events are still unannounced, and what was told before
   */
  async announce(
    announced: readonly Announced[],
    now: number,
    decide: (
      still: readonly Announced[],
      before: Pick<TellingFacts, 'told' | 'lately'>,
    ) => { readonly written: readonly Written[]; readonly withdrawn: readonly string[] },
  ): Promise<number> {
    const { incidentEvents, incidents } = this.database.tables;
    return inTransaction(this.database.writes, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [
        ANNOUNCING_LOCK,
        this.owner.join('/'),
      ]);
      const { rows } = await client.query<{ id: string; as: string }>(
        `select e.id, i.state || coalesce(i.held_by, '') as as
         from ${incidentEvents} e join ${incidents} i on i.id = e.incident_id
         where e.id = any($1::uuid[]) and e.announced_at is null
         order by e.id for update of e skip locked`,
        [announced.map(({ event }) => event.id)],
      );
      const as = new Map(rows.map((row) => [row.id, row.as]));
      // whoever has changed since is decided about with what is true then
      const still = announced.filter(
        ({ event, incident }) => as.get(event.id) === incident.state + (incident.heldBy ?? ''),
      );
      if (still.length === 0) return 0;
      const before = await this.beforeOn(
        client,
        still.map(({ incident }) => incident.id),
        now,
      );
      const { written, withdrawn } = decide(still, before);
      await this.write(client, written, now);
      await this.withdraw(client, withdrawn);
      await client.query(`update ${incidentEvents} set announced_at = $2 where id = any($1::uuid[])`, [
        still.map(({ event }) => event.id),
        new Date(now),
      ]);
      return still.length;
    });
  }

  private async beforeOn(
    client: Pick<pg.Pool | pg.PoolClient, 'query'>,
    incidentIds: readonly string[],
    now: number,
  ): Promise<Pick<TellingFacts, 'told' | 'lately'>> {
    const { notifications } = this.database.tables;
    const { rows: told } = await client.query<ToldBefore>(
      `select id, incident_id as "incidentId", channel, kind, severity, state, why, attempts,
         extract(epoch from not_before)::float8 * 1000 as "notBefore",
         extract(epoch from created_at)::float8 * 1000 as "createdAt"
       from ${notifications}
       where application = $1 and environment = $2 and incident_id = any($3::uuid[]) order by id`,
      [...this.owner, [...new Set(incidentIds)]],
    );
    const { rows: lately } = await client.query<{ channel: string; kind: ToldBefore['kind']; count: number }>(
      `select channel, kind, count(*)::int as count from ${notifications}
       where application = $1 and environment = $2 and id >= $3::uuid
         and state <> 'suppressed' and incident_id is not null and why is distinct from 'quiet_hours'
       group by channel, kind`,
      [...this.owner, uuidV7Floor(now - MINUTE_MS)],
    );
    return { told, lately: new Map(lately.map((row) => [kindOn(row.channel, row.kind), row.count])) };
  }

  private async write(client: pg.PoolClient, written: readonly Written[], now: number): Promise<void> {
    const rows = written.map(
      ({ id, incident, event, channel, severity, dedupeKey, told, why, notBefore, message }) => ({
        id,
        incident_id: incident.id,
        subject: incident.subject,
        kind: event.kind,
        severity,
        channel,
        dedupe_key: dedupeKey,
        state: told ? 'pending' : 'suppressed',
        why,
        not_before: new Date(notBefore),
        message,
        created_at: new Date(now),
      }),
    );
    await client.query(
      `insert into ${this.database.tables.notifications} (application, environment, id, incident_id, subject, kind, severity,
         channel, dedupe_key, state, why, not_before, message, created_at)
       select $1, $2, id, incident_id, subject, kind, severity, channel, dedupe_key, state, why, not_before, message, created_at
       from jsonb_to_recordset($3::jsonb) as r(id uuid, incident_id uuid, subject text, kind text, severity text,
         channel text, dedupe_key text, state text, why text, not_before timestamptz, message jsonb, created_at timestamptz)
       on conflict do nothing`,
      [...this.owner, JSON.stringify(rows)],
    );
  }

  /** What nobody needs to be told any more, where nobody is about to. */
  private async withdraw(client: pg.PoolClient, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await client.query(
      `update ${this.database.tables.notifications} set state = 'suppressed', why = 'resolved_before'
       where id = any($1::uuid[]) and state = 'pending' and attempts = 0 and why is null`,
      [ids],
    );
  }

  private get owner(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }
}

type EventRow = Omit<IncidentEvent, 'at'> & { readonly at: string };
