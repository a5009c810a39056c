import type { CronDatabase } from '../database/cron-database.js';
import { uuidV7Floor } from '../id-generator.js';
import { onceMore } from './distinct-error-sql.js';

/** Takes into `cron_job_errors` what was recorded without it: by a release that doesn't know the table. */
export class DistinctErrorRepository {
  constructor(private readonly database: Pick<CronDatabase, 'tables' | 'writes'>) {}

  /** Looks through what was born since, of every application and environment. Doing so again changes nothing. */
  async heal(since: number): Promise<void> {
    const { errors, executions } = this.database.tables;
    await this.database.writes.query(
      `insert into ${errors} as known (fingerprint, application, environment, error_class, sample, searched,
         first_seen_at, last_seen_at, last_release)
       select g.fingerprint, g.application, g.environment, g.error_class, g.sample,
         lower(g.error_class || E'\\n' || g.sample), g.first_at, g.last_at, g.release
       from (
         select fingerprint, application, environment, min(completed_at) as first_at, max(completed_at) as last_at,
           (array_agg(release order by id desc))[1] as release,
           coalesce((array_agg(error_class order by id desc))[1], 'Error') as error_class,
           coalesce((array_agg(left(error_message, 1000) order by id desc))[1], '') as sample
         from ${executions}
         where kept = 'long' and fingerprint is not null and id >= $1::uuid
         group by fingerprint, application, environment) g
       order by g.fingerprint, g.application, g.environment
       ${onceMore()}`,
      [uuidV7Floor(Math.max(0, since))],
    );
  }
}
