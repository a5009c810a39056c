import type { CronDatabase } from '../database/cron-database.js';
import type { JobScope } from '../definition/job-scope.js';
import { SYSTEM_PREFIX } from '../system-prefix.js';
import type { ExecutionStatus } from './execution-status.js';
import { SqlParameters } from './sql-parameters.js';
import { BEGAN, bornSql, ENDED, meetsSql, msOf, type TimelineStretch } from './timeline-sql.js';

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

/** A relation of the executions that met a stretch. */
interface Met {
  readonly sql: string;
  readonly parameters: SqlParameters;
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
    const cut = (await this.mayBeCut(stretch)) ? await this.cut(jobIds, stretch) : null;
    // counted first: of those that are busy, a hundred thousand rows need not be kept
    const counted = await this.counted(this.met(jobIds, stretch, cut), bucketMs);
    const totals = new Map<string, number>();
    for (const { instanceId, count } of counted)
      totals.set(instanceId, (totals.get(instanceId) ?? 0) + count);
    const calm = [...totals.keys()].filter((id) => totals.get(id)! <= most);
    const rows = [
      ...counted.filter(({ instanceId }) => !calm.includes(instanceId)),
      ...(calm.length === 0 ? [] : await this.each(this.met(jobIds, stretch, cut), calm)),
    ];
    return { rows: rows.sort((one, other) => one.began - other.began), cut };
  }

  /** Whether anybody ran more than is looked through: the index alone says that there are not too many, which is usual. */
  private async mayBeCut(stretch: TimelineStretch): Promise<boolean> {
    const parameters = new SqlParameters();
    const rows: unknown[] = await this.database.dataSource.query(
      `select 1 from ${this.database.tables.executions} e where ${bornSql(stretch, parameters)}
       order by e.id desc offset ${this.mostRead} limit 1`,
      parameters.values,
    );
    return rows.length > 0;
  }

  private async cut(jobIds: readonly string[] | null, stretch: TimelineStretch): Promise<string | null> {
    const { sql, parameters } = this.met(jobIds, stretch, null);
    const rows: { id: string }[] = await this.database.dataSource.query(
      `select id from (${sql}) met order by id desc offset ${this.mostRead} limit 1`,
      parameters.values,
    );
    return rows[0]?.id ?? null;
  }

  private counted({ sql, parameters }: Met, bucketMs: number): Promise<InstanceRow[]> {
    return this.database.dataSource.query(
      `select instance_id as "instanceId", null as id, null as "jobName", status, bucket as began,
         bucket + ${bucketMs} as ended, count(*)::int as count
       from (select instance_id, status, floor(began / ${bucketMs}) * ${bucketMs} as bucket from (${sql}) met) placed
       group by instance_id, status, bucket`,
      parameters.values,
    );
  }

  private each({ sql, parameters }: Met, instanceIds: readonly string[]): Promise<InstanceRow[]> {
    return this.database.dataSource.query(
      `select instance_id as "instanceId", id, job_name as "jobName", status, began, ended, 1 as count
       from (${sql}) met where instance_id = any(${parameters.add(instanceIds)}::uuid[])`,
      parameters.values,
    );
  }

  private met(jobIds: readonly string[] | null, stretch: TimelineStretch, cut: string | null): Met {
    const parameters = new SqlParameters();
    const columns = `e.id, e.instance_id, e.job_name, e.status, ${msOf(BEGAN)} as began, ${msOf(ENDED)} as ended`;
    const narrowed = [this.whose(jobIds, parameters), 'e.instance_id is not null'];
    if (cut !== null) narrowed.push(`e.id > ${parameters.add(cut)}::uuid`);
    const parts = meetsSql(stretch, parameters).map(
      (meets) =>
        `select ${columns} from ${this.database.tables.executions} e where ${[...narrowed, meets].join(' and ')}`,
    );
    return { sql: parts.join(' union all '), parameters };
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
