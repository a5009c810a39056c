import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import type { IdGenerator } from '../id-generator.js';
import type { JobScope } from './job-scope.js';
import { lockRegistration } from './registration-lock.js';

/** What one look at the deployment found. */
export interface DeploymentNews {
  /** Whether rows that this generation decides have somebody else's definition: it has come back into force. */
  readonly inForceAgain: boolean;
  /** Jobs that no code knows any more. */
  readonly gone: readonly string[];
}

/** How long a generation is remembered that nobody runs any more; what only it knew is forgotten with it. */
const REMEMBERED = "interval '14 days'";
/** How exactly it is known when a generation was last alive. */
const SEEN_EVERY = "interval '6 hours'";

/**
 * Which code knows which jobs. A generation is alive while one of its instances is that runs jobs; of those alive, the
 * newest that knows a job decides its definition.
 */
export class GenerationRepository {
  private readonly enrolSql: string;
  private readonly newsSql: string;
  private readonly goneSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly ids: IdGenerator,
    private readonly scope: JobScope & {
      readonly release: string | null;
      /** Milliseconds. */
      readonly leaseTtl: number;
    },
  ) {
    const { generations, instances, jobs } = database.tables;
    // an instance that crashed a moment ago still counts as alive: one that is started again soon is the same deployment
    this.enrolSql = `
      with alive as (
        select 1 from ${instances} i join ${generations} g on g.id = i.generation_id
        where g.application = $2 and g.environment = $3 and g.fingerprint = $5
          and i.id <> $6 and i.stopped_at is null and i.lease_until > now()),
      forgotten as (
        delete from ${generations}
        where application = $2 and environment = $3 and fingerprint <> $5 and seen_at < now() - ${REMEMBERED}),
      mine as (
        insert into ${generations} as g (id, application, environment, release, fingerprint, began_at, seen_at)
        values ($1, $2, $3, $4, $5, now(), now())
        on conflict (application, environment, fingerprint) do update
        set began_at = case when exists (select from alive) then g.began_at else now() end, seen_at = now()
        returning id)
      update ${instances} i set generation_id = mine.id from mine where i.id = $6
      returning mine.id`;
    const living = `
      living as materialized (
        select g.id, g.release, g.began_at, g.job_ids from ${generations} g
        where g.application = $1 and g.environment = $2 and g.id in (
          select generation_id from ${instances} where stopped_at is null and lease_until > now()))`;
    // Gone is what stood in the code and nobody knows that may be down instead of replaced: no living generation; none of
    // the newest's release, of which a part may be down; and none without a living successor, one that is newer and shares
    // a job with it: where the workers did not come up, the web servers of the new release don't speak for them. Who says
    // nothing of what it knows (the release before this table came, an instance that boots) may know everything.
    const gone = `
      newest as (select * from living order by began_at desc, id desc limit 1),
      known as materialized (
        select unnest(g.job_ids) as id from ${generations} g
        where g.application = $1 and g.environment = $2 and (
          g.id in (select id from living)
          or g.release is not distinct from (select release from newest)
          or not exists (select from living l where l.began_at > g.began_at and l.job_ids && g.job_ids))),
      gone as (
        select j.id from ${jobs} j
        where j.application = $1 and j.environment = $2 and j.declared and j.removed_at is null
          and j.id not in (select id from known)
          and (select began_at < now() - $3::float8 * interval '1 millisecond' from newest)
          and not exists (
            select from ${instances}
            where application = $1 and environment = $2 and executes and generation_id is null
              and stopped_at is null and lease_until > now()))`;
    this.newsSql = `
      with ${living}, ${gone},
      seen as (
        update ${generations} set seen_at = now() where id = $4 and seen_at < now() - ${SEEN_EVERY}),
      mine as materialized (select * from living where id = $4),
      newer as (
        select unnest(l.job_ids) as id from living l, mine where (l.began_at, l.id) > (mine.began_at, mine.id))
      select array(select id from gone) as gone,
        exists (
          select from ${jobs} j, mine
          where j.id in (select unnest(job_ids) from mine)
            and (j.generation_id, j.release) is distinct from (mine.id, mine.release)
            and j.id not in (select id from newer)) as "inForceAgain"`;
    this.goneSql = `
      with ${living}, ${gone},
      locked as materialized (
        select id from ${jobs} where id in (select id from gone) order by id for update)
      update ${jobs} j set removed_at = now(), updated_at = now()
      from locked where j.id = locked.id
      returning j.name`;
  }

  /**
   * Takes an instance into the generation of its code; the generation begins anew where nobody else of it is alive.
   * Under the registration lock.
   *
   * @returns the generation's id; null where the instance is unknown
   */
  async enrol(
    client: pg.PoolClient,
    fingerprint: string,
    instanceId: string,
    now: number,
  ): Promise<string | null> {
    const { application, environment, release } = this.scope;
    const { rows } = await client.query<{ id: string }>(this.enrolSql, [
      this.ids.next(now),
      application,
      environment,
      release,
      fingerprint,
      instanceId,
    ]);
    return rows[0]?.id ?? null;
  }

  /** Notes that a generation knows these jobs. */
  async note(client: pg.PoolClient, id: string, jobIds: readonly string[]): Promise<void> {
    await client.query(
      `update ${this.database.tables.generations}
       set job_ids = array(select unnest(job_ids) union select unnest($2::uuid[])) where id = $1`,
      [id, jobIds],
    );
  }

  /** Looks, without a lock, whether the deployment has moved. */
  async news(id: string): Promise<DeploymentNews> {
    const { rows } = await this.database.writes.query<DeploymentNews>(this.newsSql, [...this.values(), id]);
    return rows[0];
  }

  /** Marks as removed what no code knows any more. @returns the jobs' names */
  async removeGone(client: pg.PoolClient): Promise<string[]> {
    await lockRegistration(client, this.scope);
    const { rows } = await client.query<{ name: string }>(this.goneSql, this.values());
    return rows.map(({ name }) => name);
  }

  private values(): unknown[] {
    return [this.scope.application, this.scope.environment, this.scope.leaseTtl];
  }
}
