import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import {
  instanceStatus,
  type GenerationStatus,
  type InstanceRow,
  type InstancesReport,
} from './instances.js';

const MOST_INSTANCES = 200;
const MOST_LACKING = 20;

/** Reads who is there, and which code they run: two statements. */
export class InstancesRepository {
  private readonly instancesSql: string;
  private readonly generationsSql: string;

  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { instances, live, evidence, generations, jobs } = database.tables;
    this.instancesSql = `
      with shown as materialized (
        select * from ${instances}
        where application = $1 and environment = $2
          and (stopped_at is null or stopped_at > now() - interval '24 hours')
        order by (stopped_at is null and lease_until > now()) desc, started_at desc, id
        limit ${MOST_INSTANCES}),
      running as (
        select instance_id, count(*)::int as count from ${live}
        where instance_id = any(array(select id from shown)) and status = 'running' group by 1),
      draining as (
        select instance_id, min(began_at) as since from ${evidence}
        where application = $1 and environment = $2 and kind = 'draining'
          and instance_id = any(array(select id from shown)) group by 1)
      select s.id, s.host, s.pid, s.release, s.generation_id as "generationId", s.library_version as "libraryVersion",
        s.node_version as "nodeVersion", s.labels, s.executes, s.started_at as "startedAt", s.renewed_at as "renewedAt",
        s.lease_until as "leaseUntil", s.stopped_at as "stoppedAt", s.clock_offset_ms as "clockOffsetMs",
        s.event_loop_delay_ms as "eventLoopDelayMs", s.event_loop_blocked_since as "eventLoopBlockedSince",
        s.lease_until > now() as leased, d.since as "drainingSince", coalesce(r.count, 0) as running
      from shown s left join running r on r.instance_id = s.id left join draining d on d.instance_id = s.id
      order by (s.stopped_at is null and s.lease_until > now()) desc, s.started_at desc, s.id`;
    // what one generation lacks is a difference of two sets: both are hashed, however many jobs there are
    this.generationsSql = `
      with living as materialized (
        select g.id, g.release, g.began_at, g.job_ids, count(*)::int as instances
        from ${generations} g join ${instances} i on i.generation_id = g.id
        where g.application = $1 and g.environment = $2 and i.stopped_at is null and i.lease_until > now()
        group by g.id)
      select g.id, g.release, g.began_at as "beganAt", g.instances, cardinality(g.job_ids) as jobs,
        (select count(*)::int from ${jobs} j
         where j.application = $1 and j.environment = $2 and j.generation_id = g.id and j.removed_at is null) as decides,
        array(
          select j.name from ${jobs} j
          where j.removed_at is null and j.id = any(array(
            select unnest(o.job_ids) from living o where o.id <> g.id except select unnest(g.job_ids)))
          order by j.name limit ${MOST_LACKING}) as lacks
      from living g
      order by g.began_at desc, g.id desc`;
  }

  async report(now: Date): Promise<InstancesReport> {
    const scope = [this.scope.application, this.scope.environment];
    const [rows, generations] = await Promise.all([
      this.database.dataSource.query<InstanceRow[]>(this.instancesSql, scope),
      this.database.dataSource.query<GenerationStatus[]>(this.generationsSql, scope),
    ]);
    return {
      at: now,
      items: rows.map(instanceStatus),
      generations,
    };
  }
}
