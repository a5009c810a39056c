import type { CronDatabase } from '../../database/cron-database.js';
import type { JobScope } from '../../definition/job-scope.js';
import type { JobTraits } from '../../definition/jobs-within.js';
import { withinSql } from '../../history/jobs-within-sql.js';
import { SqlParameters } from '../../history/sql-parameters.js';
import {
  editMark,
  heldJobs,
  mark,
  type ConfigurationEdit,
  type Mark,
  type MarkedLife,
  type MarkQuery,
} from './marks.js';

/** Rows of each kind that are read at once, those with the newest changes. */
const MOST_ROWS = 1_000;

type Stretch = Pick<MarkQuery, 'from' | 'to'>;

/** What was read, and from when on that is all there is; null where nothing was left out. */
export interface Read<Row> {
  readonly rows: readonly Row[];
  readonly completeFrom: Date | null;
}

/** Each row says when it changed last: whatever was left out changed before that. */
interface Changed {
  readonly changedAt: Date;
}

interface JobRow extends Changed {
  readonly name: string;
  readonly createdAt: Date;
  readonly removedAt: Date | null;
}

interface HoldRow extends Changed {
  readonly kind: 'pause' | 'freeze';
  readonly jobName: string | null;
  readonly group: string | null;
  readonly owner: string | null;
  readonly heldAt: Date;
  readonly heldBy: string | null;
  readonly reason: string | null;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
  readonly endReason: string | null;
}

/** Reads what marks are made of: a statement for each table that tells of changes. */
export class MarksRepository {
  private readonly livesSql: string;

  constructor(
    private readonly database: Pick<CronDatabase, 'dataSource' | 'tables'>,
    private readonly scope: JobScope,
  ) {
    const { instances, evidence } = database.tables;
    // one that was found dead was last seen when it renewed; who started last before the stretch tells which release was there
    this.livesSql = `
      with before as (
        select id from ${instances}
        where application = $1 and environment = $2 and started_at < $3 order by started_at desc limit 1),
      shown as materialized (
        select * from ${instances}
        where application = $1 and environment = $2 and started_at < $4
          and (stopped_at is null or stopped_at >= $3 or id = any(array(select id from before)))
        order by coalesce(stopped_at, 'infinity') desc limit ${MOST_ROWS}),
      draining as (
        select instance_id, min(began_at) as since from ${evidence}
        where application = $1 and environment = $2 and kind = 'draining'
          and instance_id = any(array(select id from shown)) group by 1)
      select s.id, s.host, s.release, s.started_at as "startedAt", d.since as "drainingAt",
        case when s.stopped_at is null and s.lease_until > now() then null
          else least(coalesce(s.stopped_at, s.renewed_at), s.renewed_at) end as "endedAt",
        s.stopped_at is not null and s.renewed_at >= s.stopped_at as "leftByItself",
        coalesce(s.stopped_at, now()) as "changedAt"
      from shown s left join draining d on d.instance_id = s.id
      order by "changedAt" desc`;
  }

  /** Instances that were there, and who started last before. */
  lives(stretch: Stretch): Promise<Read<MarkedLife>> {
    return this.read<MarkedLife & Changed>(this.livesSql, stretch);
  }

  /** The jobs that marks are asked about, as they are now, removed ones too. */
  meant({ jobName, within }: Pick<MarkQuery, 'jobName' | 'within'>): Promise<JobTraits[]> {
    const parameters = new SqlParameters();
    const [application, environment] = this.of();
    const conditions = [
      `application = ${parameters.add(application)}`,
      `environment = ${parameters.add(environment)}`,
      ...(jobName === undefined ? [] : [`name = ${parameters.add(jobName)}`]),
      ...withinSql(within ?? {}, parameters),
    ];
    return this.database.dataSource.query(
      `select name, job_group as "group", owner, tags from ${this.database.tables.jobs}
       where ${conditions.join(' and ')}`,
      parameters.values,
    );
  }

  /** Jobs that came and went. */
  async jobs(stretch: Stretch): Promise<Read<Mark>> {
    const { rows, completeFrom } = await this.read<JobRow>(
      `select name, created_at as "createdAt", removed_at as "removedAt",
         greatest(created_at, removed_at) as "changedAt"
       from ${this.database.tables.jobs}
       where application = $1 and environment = $2
         and (created_at >= $3 and created_at < $4 or removed_at >= $3 and removed_at < $4)
       order by "changedAt" desc limit ${MOST_ROWS}`,
      stretch,
    );
    return { rows: rows.flatMap(jobMarks), completeFrom };
  }

  /** What people paused and froze. */
  async holds(stretch: Stretch): Promise<Read<Mark>> {
    const { rows, completeFrom } = await this.read<HoldRow>(
      `select kind, job_name as "jobName", job_group as "group", owner, held_at as "heldAt", held_by as "heldBy", reason,
         least(ended_at, held_until) as "endedAt", ended_by as "endedBy", end_reason as "endReason",
         greatest(held_at, least(ended_at, held_until)) as "changedAt"
       from ${this.database.tables.holds}
       where application = $1 and environment = $2 and held_at < $4
         and (held_at >= $3 or least(ended_at, held_until) >= $3)
       order by "changedAt" desc limit ${MOST_ROWS}`,
      stretch,
    );
    return { rows: rows.flatMap(holdMarks), completeFrom };
  }

  /** What people changed of jobs' configuration. */
  async edits(stretch: Stretch): Promise<Read<Mark>> {
    const { overrides, jobs } = this.database.tables;
    const { rows, completeFrom } = await this.read<ConfigurationEdit & Changed>(
      `select j.name as "jobName", o.patch, o.edited_by as "by", o.reason, o.edited_at as "at", o.edited_at as "changedAt"
       from ${overrides} o join ${jobs} j on j.id = o.job_id
       where o.application = $1 and o.environment = $2 and o.edited_at >= $3 and o.edited_at < $4
       order by o.edited_at desc limit ${MOST_ROWS}`,
      stretch,
    );
    return { rows: rows.map(editMark), completeFrom };
  }

  private async read<Row extends Changed>(sql: string, { from, to }: Stretch): Promise<Read<Row>> {
    const rows: Row[] = await this.database.dataSource.query(sql, [...this.of(), from, to]);
    return { rows, completeFrom: rows.length < MOST_ROWS ? null : rows.at(-1)!.changedAt };
  }

  private of(): [application: string, environment: string] {
    return [this.scope.application, this.scope.environment];
  }
}

function jobMarks({ name, createdAt, removedAt }: JobRow): Mark[] {
  const about = { jobName: name };
  return [
    mark(createdAt, 'job_added', `${name} was added.`, about),
    ...(removedAt ? [mark(removedAt, 'job_removed', `${name} was removed.`, about)] : []),
  ];
}

function holdMarks({
  kind,
  jobName,
  group,
  owner,
  heldAt,
  heldBy,
  reason,
  endedAt,
  endedBy,
  endReason,
}: HoldRow): Mark[] {
  const about = { jobName, group, owner };
  const what = heldJobs(about);
  const [begin, end] =
    kind === 'pause' ? (['paused', 'resumed'] as const) : (['frozen', 'unfrozen'] as const);
  return [
    mark(heldAt, begin, `${what} was ${begin}.`, { ...about, by: heldBy, reason }),
    ...(endedAt
      ? [mark(endedAt, end, `${what} was ${end}.`, { ...about, by: endedBy, reason: endReason })]
      : []),
  ];
}
