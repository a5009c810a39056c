import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/job-scope.js';
import { SYSTEM_PREFIX } from '../system-prefix.js';
import type { ExecutionStatus } from './execution-status.js';
import { SqlParameters } from './sql-parameters.js';
import { BEGAN, ENDED, meetsSql, msOf, type TimelineStretch } from './timeline-sql.js';

/** An execution that ran on an instance, or several that are counted together; instants are milliseconds since the epoch. */
export interface InstanceRow {
  readonly instanceId: string;
  /** Null for several. */
  readonly id: string | null;
  readonly jobName: string | null;
  readonly status: ExecutionStatus;
  readonly began: number;
  /** Null while it is in flight. */
  readonly ended: number | null;
  readonly count: number;
}

/** What ran in a stretch, by instance. */
export interface InstanceRows {
  readonly rows: readonly InstanceRow[];
  /** The newest execution that was left out because there were too many; null for none. */
  readonly cut: string | null;
}

/** Executions that are looked through at most, the newest ones. */
const MOST_READ = 150_000;

/** Reads which instance ran what. There is no index by instance: what anybody ran in the stretch is read, by id. */
export class InstanceTimelineRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
    private readonly mostRead = MOST_READ,
  ) {}

  /**
   * @param jobIds only of these jobs; null for all but the library's own
   * @param most of an instance with more, executions are counted in buckets
   */
  async ended(
    jobIds: readonly string[] | null,
    stretch: TimelineStretch,
    { most, bucketMs }: { readonly most: number; readonly bucketMs: number },
  ): Promise<InstanceRows> {
    const parameters = new SqlParameters();
    const whose = this.whose(jobIds, parameters);
    const newest = `order by e.id desc limit ${this.mostRead + 1}`;
    // no more of each than is told: a hundred thousand of them are sorted and kept
    const columns = `e.id, e.instance_id, e.job_name, e.status, ${msOf(BEGAN)} as began, ${msOf(ENDED)} as ended`;
    const parts = meetsSql(stretch, parameters).map(
      (meets) =>
        `(select ${columns} from ${this.database.tables.executions} e where ${whose} and ${meets} and e.instance_id is not null ${newest})`,
    );
    const rows: (InstanceRow & { cut: string | null })[] = await this.database.dataSource.query(
      `with met as materialized (
         select e.* from (${parts.join(' union all ')}) e ${newest}),
       cut as materialized (
         select id from met order by id desc offset ${this.mostRead} limit 1),
       kept as (
         select * from met where id not in (select id from cut)),
       busy as materialized (
         select instance_id from kept group by instance_id having count(*) > ${most}),
       told as (
         select instance_id, id, job_name, status, began, ended, 1 as count from kept
         where instance_id not in (select instance_id from busy)
         union all
         select instance_id, null, null, status, bucket, bucket + ${bucketMs}, count(*)::int
         from (select instance_id, status, floor(began / ${bucketMs}) * ${bucketMs} as bucket from kept
           where instance_id in (select instance_id from busy)) counted
         group by instance_id, status, bucket)
       select instance_id as "instanceId", id, job_name as "jobName", status, began, ended, count,
         (select id from cut) as cut
       from told order by began`,
      parameters.values,
    );
    return { rows, cut: rows[0]?.cut ?? null };
  }

  /** What runs there now. */
  inFlight(jobIds: readonly string[] | null): Promise<InstanceRow[]> {
    const parameters = new SqlParameters();
    const whose = this.whose(jobIds, parameters);
    return this.database.dataSource.query(
      `select e.instance_id as "instanceId", e.id, e.job_name as "jobName", e.status, ${msOf(BEGAN)} as began,
         null as ended, 1 as count
       from ${this.database.tables.live} e
       where ${whose} and e.instance_id is not null and e.status <> 'zombie'`,
      parameters.values,
    );
  }

  /** Host and process of instances, by id. */
  async names(ids: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; name: string }[] = await this.database.dataSource.query(
      `select id, host || ' ' || pid as name from ${this.database.tables.instances} where id = any($1::uuid[])`,
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  private whose(jobIds: readonly string[] | null, parameters: SqlParameters): string {
    if (jobIds !== null) return `(e.job_id = any(${parameters.add(jobIds)}::uuid[])) is true`;
    const { application, environment } = this.scope;
    return `e.application = ${parameters.add(application)} and e.environment = ${parameters.add(environment)}
      and e.job_name not like '${SYSTEM_PREFIX}%'`;
  }
}
