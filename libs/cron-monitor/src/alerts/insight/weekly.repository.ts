import type { CronDatabase } from 'nestjs-tracked-cron/internal';
import type { Scope } from '../scope.js';
import type { JobWeek } from './weekly-message.js';

/** Reads the week of each owner's jobs. */
export class WeeklyRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
  ) {}

  /** By owner; jobs without one belong to nobody's digest. Executions are counted by their hours. */
  async weeks(from: Date, to: Date): Promise<ReadonlyMap<string, readonly JobWeek[]>> {
    const { jobs, incidents, hours } = this.database.tables;
    const { rows } = await this.database.writes.query<JobWeek & { owner: string }>(
      `select j.owner, j.name as "jobName", coalesce(i.incidents, 0) as incidents, coalesce(i.open, 0) as open,
         coalesce(i.worst, 'info') as worst, coalesce(i.troubled, 0) as "troubledMs",
         coalesce(h.succeeded, 0) as succeeded, coalesce(h.failed, 0) as failed
       from ${jobs} j
       left join lateral (
         select count(*)::int as incidents, (count(*) filter (where resolved_at is null))::int as open,
           (array_agg(severity order by array_position(array['critical', 'error', 'warning', 'info'], severity)))[1] as worst,
           coalesce(sum(extract(epoch from resolved_at - began_at)) * 1000, 0)::float8 as troubled
         from ${incidents} i
         where i.application = $1 and i.environment = $2 and i.subject = j.name and i.opened_at >= $3 and i.opened_at < $4
       ) i on true
       left join lateral (
         select (sum(count) filter (where status = 'completed'))::int as succeeded,
           (sum(count) filter (where status in ('failed', 'timed_out', 'lost', 'missed')))::int as failed
         from ${hours} h where h.job_id = j.id and h.began_at >= $3 and h.began_at < $4
       ) h on true
       where j.application = $1 and j.environment = $2 and j.owner is not null and j.removed_at is null
       order by j.owner, j.name`,
      [this.scope.application, this.scope.environment, from, to],
    );
    const byOwner = new Map<string, JobWeek[]>();
    for (const { owner, ...week } of rows) byOwner.set(owner, [...(byOwner.get(owner) ?? []), week]);
    return byOwner;
  }
}
