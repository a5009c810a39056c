import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/job-scope.js';
import type { Evidence, EvidenceKind, InstanceLife, Presence } from './evidence.js';

/** Instances, and stretches of evidence, that are read at once, the newest. */
const MOST_ROWS = 500;

/** Sends a statement, on whichever connection, and answers its rows. */
export type AskDatabase = (sql: string, values: unknown[]) => Promise<unknown[]>;

/** Evidence with the id of its row. */
export interface NotedEvidence extends Evidence {
  readonly id: string;
}

/** Writes evidence, and reads who was there. */
export class EvidenceRepository {
  private readonly presenceSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: Pick<JobScope, 'application' | 'environment'>,
  ) {
    const { instances, evidence, holds, jobs } = database.tables;
    const ms = (instant: string) => `extract(epoch from ${instant})::float8 * 1000`;
    // An instance that was found dead was last seen when it renewed, not when its lease ran out.
    // The end of what goes on until its instance ends is that instance's; another one is still looked at.
    this.presenceSql = `
      with nearest as materialized (
        (select id from ${instances}
         where application = $1 and environment = $2 and executes
           and coalesce(stopped_at, lease_until) < to_timestamp($3::float8 / 1000)
         order by coalesce(stopped_at, lease_until) desc limit 1)
        union all
        (select id from ${instances}
         where application = $1 and environment = $2 and executes and started_at > to_timestamp($4::float8 / 1000)
         order by started_at limit 1)),
      lives as materialized (
        select id, host, release, labels, executes, started_at, event_loop_blocked_since,
          case when stopped_at is null and lease_until > now() then null
            else least(coalesce(stopped_at, renewed_at), renewed_at) end as seen_until,
          stopped_at is not null and renewed_at >= stopped_at as left_by_itself
        from ${instances}
        where application = $1 and environment = $2
          and (started_at <= to_timestamp($4::float8 / 1000)
              and (stopped_at is null or stopped_at >= to_timestamp($3::float8 / 1000))
            or id in (select id from nearest))
        order by started_at desc
        limit ${MOST_ROWS}),
      noted as materialized (
        select * from ${evidence}
        where application = $1 and environment = $2 and began_at <= to_timestamp($4::float8 / 1000)
          and (ended_at is null or ended_at >= to_timestamp($3::float8 / 1000))
        order by began_at desc
        limit ${MOST_ROWS}),
      held as materialized (
        select case h.kind when 'pause' then 'paused' else 'frozen' end as kind, j.id as job_id, h.held_at,
          least(h.held_until, h.ended_at) as ended_at,
          json_build_object('by', h.held_by, 'reason', h.reason, 'group', h.job_group, 'owner', h.owner) as detail
        from ${holds} h
          left join ${jobs} j on j.application = $1 and j.environment = $2 and j.name = h.job_name
        where h.application = $1 and h.environment = $2 and h.held_at <= to_timestamp($4::float8 / 1000)
          and (least(h.held_until, h.ended_at) is null
            or least(h.held_until, h.ended_at) >= to_timestamp($3::float8 / 1000))
        order by h.held_at desc
        limit ${MOST_ROWS})
      select
        (select json_agg(json_build_object('id', l.id, 'host', l.host, 'release', l.release, 'labels', l.labels,
           'executes', l.executes, 'from', ${ms('l.started_at')}, 'leftByItself', l.left_by_itself,
           'to', ${ms(`least(l.seen_until, (select min(n.began_at) from noted n
             where n.kind = 'draining' and n.instance_id = l.id))`)},
           'blockedSince', ${ms('l.event_loop_blocked_since')}, 'seenUntil', ${ms('l.seen_until')}))
         from lives l) as lives,
        (select json_agg(json_build_object('kind', n.kind, 'instanceId', n.instance_id, 'jobId', null,
           'from', ${ms('n.began_at')}, 'to', ${ms('coalesce(n.ended_at, l.seen_until)')}, 'detail', n.detail))
         from noted n left join lives l on l.id = n.instance_id) as evidence,
        (select json_agg(json_build_object('kind', h.kind, 'instanceId', null, 'jobId', h.job_id,
           'from', ${ms('h.held_at')}, 'to', ${ms('h.ended_at')}, 'detail', h.detail))
         from held h) as holds`;
  }

  /** Writes evidence; sending the same again is harmless, and a stretch that has grown is longer. */
  async write(noted: readonly NotedEvidence[]): Promise<void> {
    await this.database.writes.query(
      `insert into ${this.database.tables.evidence} (id, application, environment, instance_id, kind, began_at, ended_at, detail)
       select id, $1, $2, instance_id, kind, to_timestamp(from_ms / 1000), to_timestamp(to_ms / 1000), detail
       from unnest($3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::float8[], $8::jsonb[])
         as t(id, instance_id, kind, from_ms, to_ms, detail)
       on conflict (id) do update set ended_at = excluded.ended_at`,
      [
        this.scope.application,
        this.scope.environment,
        noted.map(({ id }) => id),
        noted.map(({ instanceId }) => instanceId),
        noted.map(({ kind }) => kind),
        noted.map(({ from }) => Math.floor(from)),
        noted.map(({ to }) => (to === Infinity ? null : Math.ceil(to))),
        noted.map(({ detail }) => JSON.stringify(detail)),
      ],
    );
  }

  /**
   * Who was there from `from` to `to`, milliseconds since the epoch, who left last before and came first afterwards, and what
   * held them up: one statement.
   * @param ask on which connection: a claim under way has one of its own, people have those for reading
   */
  async presence(from: number, to: number, ask: AskDatabase): Promise<Presence> {
    const { application, environment } = this.scope;
    const rows = await ask(this.presenceSql, [application, environment, from, to]);
    const [{ lives, evidence, holds }] = rows as PresenceRow[];
    return presenceOf(lives ?? [], evidence ?? [], holds ?? []);
  }
}

interface LifeRow extends Omit<InstanceLife, 'to'> {
  readonly to: number | null;
  /** As `to`, whether it drained or not. */
  readonly seenUntil: number | null;
  /** Since when its event loop is blocked, or was when it was last seen. */
  readonly blockedSince: number | null;
}

interface EvidenceRow extends Omit<Evidence, 'to' | 'kind'> {
  readonly kind: EvidenceKind;
  readonly to: number | null;
}

/** What the statement answers: an aggregate of no rows is null. */
interface PresenceRow {
  readonly lives: LifeRow[] | null;
  readonly evidence: EvidenceRow[] | null;
  /** Pauses and freezes, as those who make them note them. */
  readonly holds: EvidenceRow[] | null;
}

function presenceOf(
  lives: readonly LifeRow[],
  evidence: readonly EvidenceRow[],
  holds: readonly EvidenceRow[],
): Presence {
  const begins = [lives, evidence]
    .filter(({ length }) => length === MOST_ROWS)
    .map((rows) => Math.min(...rows.map(({ from }) => from)));
  return {
    lives: lives.map(({ blockedSince: _since, seenUntil: _seen, to, ...life }) => ({
      ...life,
      to: to ?? Infinity,
    })),
    evidence: [
      ...[...evidence, ...holds].map((row) => ({ ...row, to: row.to ?? Infinity })),
      ...lives.flatMap((life) => (life.blockedSince === null ? [] : [blocked(life, life.blockedSince)])),
    ],
    completeFrom: Math.max(-Infinity, ...begins),
  };
}

/** One that stands still can't tell; the thread that keeps its lease has. */
function blocked({ id, seenUntil }: LifeRow, since: number): Evidence {
  const to = seenUntil ?? Infinity;
  return { kind: 'event_loop_blocked', instanceId: id, jobId: null, from: since, to, detail: {} };
}
