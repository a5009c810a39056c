import type { CronDatabase } from '../database/cron-database.js';
import type { HistoryQuery } from './history-query.js';
import { withinSql } from './jobs-within-sql.js';
import { containing, SqlParameters } from './sql-parameters.js';

/** Where in the history the answer to a query can lie; read from the small tables before the large one is touched. */
export interface HistoryReach {
  /** Only executions of these jobs; null for all of the application and environment. */
  readonly jobIds: readonly string[] | null;
  /** Jobs whose name contains the text searched for. */
  readonly namedJobIds: readonly string[];
  /** Of the errors that contain it, latest first. */
  readonly fingerprints: readonly string[];
  /** Births between which the instance or release asked for can have executions, milliseconds; null for no bound. */
  readonly lifetime: { readonly from: number; readonly to: number } | null;
  /** Whether nobody knows the instance or release asked for. */
  readonly nothing: boolean;
}

/** A text is searched in so many distinct errors, those that were seen last; and found in so many of them. */
const ERRORS = { searched: 10_000, found: 200 };

/** How long before an instance began an execution may have been born that it took over. */
const LONGEST_WAIT_MS = 24 * 3_600_000;
/** Ids are made from the clock of the application, corrected to within much less than this. */
const CLOCK_MARGIN_MS = 60_000;

/** Turns what only `cron_jobs` and `cron_instances` know into what the history has indexes for. */
export class HistoryReachRepository {
  constructor(private readonly database: CronDatabase) {}

  async of(query: HistoryQuery, scope: { application: string; environment: string }): Promise<HistoryReach> {
    const { jobName, group, owner, tag, within, search } = query;
    const filtered = [jobName, group, owner, tag, within].some((filter) => filter !== undefined);
    const [jobs, lifetime, fingerprints] = await Promise.all([
      filtered || search !== undefined ? this.jobs(query, scope, filtered) : this.jobsOfRareScope(scope),
      this.lifetime(query, scope),
      search === undefined ? [] : this.errorsWith(search, scope),
    ]);
    const asked = query.instance !== undefined || query.release !== undefined;
    return { ...jobs, lifetime, nothing: asked && lifetime === null, fingerprints };
  }

  /**
   * Group and owner are those that the jobs have now. A row keeps the ones it ran under, but the history has no index
   * by them: (job_id, id) serves all four filters, and every index more is paid by each execution.
   */
  private async jobs(
    query: HistoryQuery,
    scope: { application: string; environment: string },
    filtered: boolean,
  ): Promise<Pick<HistoryReach, 'jobIds' | 'namedJobIds'>> {
    const parameters = new SqlParameters();
    const conditions = [
      `application = ${parameters.add(scope.application)}`,
      `environment = ${parameters.add(scope.environment)}`,
    ];
    if (query.jobName !== undefined) {
      const name = parameters.add(query.jobName);
      conditions.push(`(name = ${name} or previous_names @> array[${name}])`);
    } else conditions.push("options -> 'system' is null");
    const exact = { job_group: query.group, owner: query.owner };
    for (const [column, value] of Object.entries(exact)) {
      if (value !== undefined) conditions.push(`${column} = ${parameters.add(value)}`);
    }
    if (query.tag !== undefined) conditions.push(`${parameters.add(query.tag)} = any(tags)`);
    conditions.push(...withinSql(query.within ?? {}, parameters));
    let named = 'false';
    if (query.search !== undefined) {
      named = `name ilike ${parameters.add(containing(query.search))}`;
      if (!filtered) conditions.push(named);
    }
    const rows = await this.database.readPlannedOnce<{ id: string; named: boolean }>(
      `select id, ${named} as named from ${this.database.tables.jobs} where ${conditions.join(' and ')} order by id`,
      parameters.values,
    );
    return {
      jobIds: filtered ? rows.map(({ id }) => id) : null,
      namedJobIds: rows.filter((row) => row.named).map(({ id }) => id),
    };
  }

  /**
   * Where several applications or environments share the tables, one of them may own few of the newest rows: its jobs'
   * ids let the planner choose. Alone, which is usual, the order of ids is read as it is. Two look-ups in an index.
   */
  private async jobsOfRareScope(scope: {
    application: string;
    environment: string;
  }): Promise<Pick<HistoryReach, 'jobIds' | 'namedJobIds'>> {
    const { jobs } = this.database.tables;
    const rows = await this.database.readPlannedOnce<{ id: string }>(
      `with outermost as (
         (select application, environment from ${jobs} order by application, environment limit 1)
         union all
         (select application, environment from ${jobs} order by application desc, environment desc limit 1)),
       shared as (
         select exists (select 1 from outermost where (application, environment) <> ($1, $2)) as shared)
       select null::uuid as id from shared where not shared
       union all
       select id from ${jobs}
       where application = $1 and environment = $2 and options -> 'system' is null and (select shared from shared)`,
      [scope.application, scope.environment],
    );
    const alone = rows.length === 1 && rows[0].id === null;
    return { jobIds: alone ? null : rows.map(({ id }) => id), namedJobIds: [] };
  }

  private async errorsWith(
    search: string,
    scope: { application: string; environment: string },
  ): Promise<string[]> {
    const rows: { fingerprint: string }[] = await this.database.dataSource.query(
      `select fingerprint from (
         select fingerprint, searched, last_seen_at from ${this.database.tables.errors}
         where application = $1 and environment = $2 order by last_seen_at desc limit ${ERRORS.searched}) latest
       where searched like lower($3) order by last_seen_at desc limit ${ERRORS.found}`,
      [scope.application, scope.environment, containing(search)],
    );
    return rows.map(({ fingerprint }) => fingerprint);
  }

  /** Executions carry their birth in their id, so an instance's life bounds them without an index of its own. */
  private async lifetime(
    { instance, release }: HistoryQuery,
    scope: { application: string; environment: string },
  ): Promise<HistoryReach['lifetime']> {
    if (instance === undefined && release === undefined) return null;
    const rows = await this.database.readPlannedOnce<{ from: number | null; to: number | null }>(
      `select extract(epoch from min(started_at))::float8 * 1000 as "from",
         extract(epoch from max(coalesce(stopped_at, lease_until)))::float8 * 1000 as "to"
       from ${this.database.tables.instances}
       where application = $1 and environment = $2 and ($3::uuid is null or id = $3)
         and ($4::text is null or release = $4)`,
      [scope.application, scope.environment, instance ?? null, release ?? null],
    );
    const [{ from, to }] = rows;
    if (from === null || to === null) return null;
    return { from: Math.max(0, from - LONGEST_WAIT_MS), to: to + CLOCK_MARGIN_MS };
  }
}
