import type { CronDatabase } from '../../database/cron-database.js';
import { plainArray } from '../../database/plain-array.js';
import type { JobScope } from '../../definition/job-scope.js';
import { uuidV7Floor } from '../../id-generator.js';
import { readGlance, type GlanceRow } from './read-glance.js';
import type { Glance, WatchedDefinition } from './glance.js';

/**
 * How long after its transaction began a row may appear: the longest that a statement of ours may take. What takes longer is
 * found when its job's turn comes.
 */
const APPEARS_WITHIN = "interval '35 seconds'";
/** How far back a look goes, at most: who has not looked for longer looks at each job by itself. */
const LONGEST_BACK = "interval '10 minutes'";
/** How long a job that is gone from the code is still judged. */
const REMOVED_JUDGED = "interval '14 days'";
/** How long an instance that ended may be the last one that could run a job. */
const ENDED_NAMED = "interval '24 hours'";
/** The newest rows that are asked for a good one. */
const FEW = 3;
/** Options that nobody is judged by. */
const UNREAD = [
  'source',
  'sources',
  'override',
  'overrides',
  'logs',
  'retryPolicy',
  'enhancers',
  'parameters',
  'profile',
  'maxQueued',
  'zombie',
  'concurrency',
];

type DefinitionRow = Omit<WatchedDefinition, 'good'> & {
  readonly endedAt: Date | null;
  readonly place: Date | null;
};

/** Slots of a job that nobody ran. */
export interface MissedSlots {
  readonly jobName: string;
  readonly count: number;
  readonly from: Date;
  readonly to: Date;
}

/** Looks at all jobs at once. */
export class SweepRepository {
  private readonly lookSql: string;
  private readonly definitionsSql: string;
  private readonly jobIdsSql: string;
  private readonly missedSql: string;

  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { jobs, live, executions, attempts, instances, generations, slotRanges } = database.tables;
    const ms = (instant: string) => `extract(epoch from ${instant})::float8 * 1000`;
    const mine = (row: string) => `${row}.application = $1 and ${row}.environment = $2`;
    // numbers and small arrays: ten thousand rows of dates would take longer to read than the rest of the sweep
    this.lookSql = `
      with bounds as materialized (select greatest($3::timestamptz, now() - ${LONGEST_BACK}) as since),
      named as materialized (
        select id from ${jobs} j where ${mine('j')} and j.name = any($4::text[])),
      written as materialized (
        select e.job_id, jsonb_build_array(
          count(*) filter (where e.updated_at > since),
          count(*) filter (where e.updated_at > since and e.status <> 'completed'),
          max(e.duration_ms) filter (where e.updated_at > since and e.status = 'completed'),
          ${ms("max(e.completed_at) filter (where e.status = 'completed')")},
          ${ms("max(coalesce(e.scheduled_at, e.started_at)) filter (where e.status = 'completed')")},
          count(*) filter (where e.updated_at <= since),
          count(*) filter (where e.updated_at > now() - ${APPEARS_WITHIN})) as ends
        from ${executions} e, bounds
        where e.updated_at > (select since - ${APPEARS_WITHIN} from bounds) and ${mine('e')} and $4::text[] is null
        group by e.job_id),
      live as materialized (
        select l.job_id, jsonb_agg(jsonb_build_array(l.id, l.status, ${ms('l.scheduled_at')}, ${ms('l.started_at')}, l.attempt,
          ${ms('l.heartbeat_at')}, l.progress, l.progress_message,
          case when l.attempt > 1 then (select ${ms('max(a.ended_at)')} from ${attempts} a
            where a.execution_id = l.id and a.failure = 'lost') end) order by l.id desc) as executions
        from ${live} l where ${mine('l')} and ($4::text[] is null or l.job_id = any(array(select id from named)))
        group by l.job_id),
      instances as (
        select jsonb_build_array(i.labels, i.generation_id, coalesce(cardinality(g.job_ids), 0),
          case when i.stopped_at is null and i.lease_until > now() then null
            else ${ms('coalesce(i.stopped_at, i.lease_until)')} end) as instance
        from ${instances} i left join ${generations} g on g.id = i.generation_id
        where ${mine('i')} and i.executes and (
          i.stopped_at is null and i.lease_until > now()
          or coalesce(i.stopped_at, i.lease_until) > now() - ${ENDED_NAMED})
        order by i.started_at desc limit 500)
      select j.id, j.definition_version as version, ${ms('j.last_slot_at')} as "lastSlotAt",
        case when coalesce(j.paused_at, j.frozen_at, j.removed_at, j.due_since, j.breaker_until, j.last_success_at,
            j.last_failure_at) is not null
          then jsonb_build_array(${ms('j.paused_at')}, ${ms('j.paused_until')}, ${ms('j.frozen_at')},
            ${ms('j.frozen_until')}, ${ms('j.removed_at')}, ${ms('j.due_since')}, j.breaker_failures,
            ${ms('j.breaker_opened_at')}, ${ms('j.breaker_until')}, ${ms('j.last_success_at')},
            ${ms('j.last_failure_at')}) end as holds,
        live.executions as live, written.ends as written
      from ${jobs} j left join live on live.job_id = j.id left join written on written.job_id = j.id
      where ${mine('j')} and (j.removed_at is null or j.removed_at > now() - ${REMOVED_JUDGED})
        and ($4::text[] is null or j.id = any(array(select id from named)))
      union all
      select null, null, null, jsonb_build_array(now()::text, since <= $3::timestamptz),
        (select jsonb_agg(instance) from instances), null
      from bounds`;
    this.definitionsSql = `
      select j.id, j.name, j.job_group as "group", j.owner, j.tags, j.schedule, j.time_zone as "timeZone",
        -- whatever stands in one row must not stop the others
        case jsonb_typeof(j.options) when 'object' then j.options - $2::text[] else '{}' end as options,
        j.definition_version as "definitionVersion", j.created_at as "createdAt",
        good.ended_at as "endedAt", good.place
      from ${jobs} j cross join lateral (
        select max(completed_at) as ended_at, max(coalesce(scheduled_at, started_at)) as place from (
          select status, completed_at, scheduled_at, started_at from ${executions} where kept = 'short' and job_id = j.id
          order by id desc limit ${FEW}) few
        where status = 'completed') good
      where j.id = any($1::uuid[])`;
    this.jobIdsSql = `select job_ids as "jobIds" from ${generations} where id = $1`;
    this.missedSql = `
      select j.name as "jobName", sum(m.count)::int as count, min(m.from_slot) as "from", max(m.to_slot) as "to"
      from (
        select job_id, 1 as count, scheduled_at as from_slot, scheduled_at as to_slot from ${executions} e
        where ${mine('e')} and e.status = 'missed' and e.id >= $5::uuid and e.scheduled_at between $3 and $4
        union all
        select r.job_id, r.count, r.from_slot, r.to_slot from ${slotRanges} r
        where r.outcome = 'missed' and r.to_slot between $3 and $4
          and r.job_id = any(array(select id from ${jobs} where application = $1 and environment = $2))) m
      join ${jobs} j on j.id = m.job_id and j.options -> 'system' is null
      group by j.name order by count desc, j.name`;
  }

  /**
   * Looks at every job of the application and environment.
   * @param since where the last look ended; null: nobody has looked yet
   */
  look(since: string | null): Promise<Glance> {
    return this.glance(since ?? '-infinity', null);
  }

  /** Looks at some jobs, and not at what was written of them. */
  lookAt(jobNames: readonly string[]): Promise<Glance> {
    return this.glance('infinity', jobNames);
  }

  async definitions(jobIds: readonly string[]): Promise<WatchedDefinition[]> {
    const rows: DefinitionRow[] = await this.database.dataSource.query(this.definitionsSql, [
      plainArray(jobIds),
      UNREAD,
    ]);
    return rows.map(({ endedAt, place, ...definition }) => ({
      ...definition,
      good: endedAt && place && { endedAt, place },
    }));
  }

  /** The jobs that a generation of the code is known to have. */
  async jobsOf(generationId: string): Promise<readonly string[]> {
    const rows: { jobIds: string[] }[] = await this.database.dataSource.query(this.jobIdsSql, [generationId]);
    return rows[0]?.jobIds ?? [];
  }

  /** Slots between two instants that nobody ran, by job, most first. */
  missed(from: Date, to: Date): Promise<MissedSlots[]> {
    const { application, environment } = this.scope;
    return this.database.dataSource.query(this.missedSql, [
      application,
      environment,
      from,
      to,
      uuidV7Floor(from.getTime()),
    ]);
  }

  private async glance(since: string, jobNames: readonly string[] | null): Promise<Glance> {
    const { application, environment } = this.scope;
    const rows: GlanceRow[] = await this.database.dataSource.query(this.lookSql, [
      application,
      environment,
      since,
      jobNames,
    ]);
    return readGlance(rows);
  }
}
