import { groupedBy } from '../grouped-by.js';
import type { CronDatabase } from '../database/cron-database.js';
import { CronJobEntity } from '../definition/cron-job.entity.js';
import type { JobScope } from '../definition/job-scope.js';
import type { StoredOverride } from '../definition/overrides/override-fields.js';
import { LiveExecutionEntity } from '../cluster/live-execution.entity.js';
import { isVerdict } from '../health/slot-record.js';
import type { JobConfigurationRows } from './job-record.js';
import type { EndedStatus, RetentionClass } from '../history/execution-status.js';

/** How many of a job's last slots and executions are read. */
export const LAST_ROWS = 30;
/** Rows of a class that are read first: some skipped or missed ones among them do no harm. */
export const NEWEST_ROWS = 36;

/** An ended execution, as much of it as a status needs. */
export interface EndedRow {
  readonly jobId: string;
  readonly id: string;
  readonly status: EndedStatus;
  readonly reason: string | null;
  readonly kept: RetentionClass;
  readonly scheduledAt: Date | null;
  readonly startedAt: Date | null;
  readonly completedAt: Date;
  readonly durationMs: number | null;
  /** Of its error; null for none. */
  readonly fingerprint: string | null;
}

/** Slots that are counted, not written one by one. */
export interface SlotRangeRow {
  readonly jobId: string;
  readonly fromSlot: Date;
  readonly toSlot: Date;
  readonly outcome: 'skipped' | 'missed';
  readonly reason: string;
  readonly count: number;
}

/** What the tables know about jobs, each read for all of them in one statement. */
export class JobFactsRepository {
  private readonly newestSql: string;
  private readonly particularSql: string;

  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
  ) {
    // Ordered by id, not by slot: a job's slots are decided in their order under its lock, and by id the partitions are
    // opened one after the other until 30 rows are found, where an order by slot has to open all of them (six times
    // the time for 300 jobs).
    const newest = (kept: RetentionClass, condition: string, limit: number) => `
      select e.id, e.status, e.reason, e.kept, e.scheduled_at, e.started_at, e.completed_at, e.duration_ms,
        e.fingerprint
      from ${database.tables.executions} e
      where e.kept = '${kept}' and e.job_id = j.id and ${condition}
      order by e.id desc limit ${limit}`;
    // numbers, because reading so many timestamps from text would take longer than the statement
    const ms = (column: string) => `extract(epoch from e.${column})::float8 * 1000`;
    // the job by its number and the class as a flag: of tens of thousands of rows, texts that repeat are most of what is read
    const ofEachJob = (rows: string) => `
      select j.nth::integer as nth, e.id, e.status, e.reason, e.kept = 'long' as "isLong",
        ${ms('scheduled_at')} as "scheduledAt", ${ms('started_at')} as "startedAt", ${ms('completed_at')} as "completedAt",
        e.duration_ms as "durationMs", e.fingerprint
      from unnest($1::uuid[]) with ordinality j(id, nth) cross join lateral (${rows}) e`;
    // Most jobs fail seldom: failures from before so many other ends are neither among the last slots nor the last verdicts,
    // and would be looked for in every partition.
    const oldest = `(select id from short order by id desc offset ${NEWEST_ROWS - 1})`;
    this.newestSql = ofEachJob(`
      with short as materialized (${newest('short', 'true', NEWEST_ROWS)} )
      select * from short union all (${newest('long', `e.id > coalesce(${oldest}, '00000000-0000-0000-0000-000000000000')`, NEWEST_ROWS)})`);
    this.particularSql = ofEachJob(
      [
        newest('short', 'e.scheduled_at is not null', LAST_ROWS),
        newest('short', "e.status = 'completed'", LAST_ROWS),
        newest('long', 'e.scheduled_at is not null', LAST_ROWS),
        newest('long', "e.status in ('failed', 'timed_out', 'lost')", LAST_ROWS),
      ]
        .map((rows) => `(${rows})`)
        .join(' union all '),
    );
  }

  /**
   * Jobs by name, those that were removed since `removedAfter` too; all of them, or the ones that have or had one of these
   * names.
   */
  jobs(removedAfter: Date, names?: readonly string[]): Promise<CronJobEntity[]> {
    const jobs = this.database.dataSource
      .createQueryBuilder(CronJobEntity, 'j')
      .where('j.application = :application and j.environment = :environment', { ...this.scope })
      .andWhere('(j.removedAt is null or j.removedAt > :removedAfter)', { removedAfter });
    if (names !== undefined)
      jobs.andWhere('(j.name = any(:names) or j.previousNames && :names::text[])', { names });
    return jobs.orderBy('j.name').getMany();
  }

  /** What is overridden of jobs, and which instances have them in their code, by the jobs' ids. */
  async configuration(): Promise<JobConfigurationRows> {
    const { overrides, instances, generations } = this.database.tables;
    const scope = [this.scope.application, this.scope.environment];
    const [stored, living]: [(StoredOverride & { jobId: string })[], { ids: string[]; jobIds: string[] }[]] =
      await Promise.all([
        this.database.dataSource.query(
          `select job_id as "jobId", revision, fields from ${overrides}
           where application = $1 and environment = $2 and replaced_at is null and fields <> '{}'`,
          scope,
        ),
        this.database.dataSource.query(
          `select g.job_ids as "jobIds", array_agg(i.id order by i.id) as ids
           from ${instances} i join ${generations} g on g.id = i.generation_id
           where i.application = $1 and i.environment = $2 and i.stopped_at is null and i.lease_until > now()
           group by g.id`,
          scope,
        ),
      ]);
    const knownBy = new Map<string, string[]>();
    for (const { ids, jobIds } of living)
      for (const jobId of jobIds) knownBy.set(jobId, [...(knownBy.get(jobId) ?? []), ...ids]);
    return { overrides: new Map(stored.map((one) => [one.jobId, one])), knownBy };
  }

  inFlight(jobIds: readonly string[]): Promise<LiveExecutionEntity[]> {
    return this.database.dataSource
      .createQueryBuilder(LiveExecutionEntity, 'l')
      .where('l.jobId = any(:jobIds)', { jobIds })
      .orderBy('l.id', 'DESC')
      .getMany();
  }

  /**
   * What ended last of each job: at least its last 30 slots, its last 30 good executions and its last 30 verdicts, manual ones
   * included. The newest rows nearly always hold them; only where others stand in front of them (a week of skipped slots) each
   * kind is looked for.
   */
  async ended(jobIds: readonly string[]): Promise<EndedRow[]> {
    const rows = await this.read(this.newestSql, jobIds);
    const crowded = jobsThatHideSome(rows);
    if (crowded.length === 0) return rows;
    const particular = await this.read(this.particularSql, crowded);
    return [...new Map([...rows, ...particular].map((row) => [row.id, row])).values()];
  }

  /** The last stretches of counted slots of each job. */
  ranges(jobIds: readonly string[]): Promise<SlotRangeRow[]> {
    return this.database.dataSource.query(
      `select j.id as "jobId", r.from_slot as "fromSlot", r.to_slot as "toSlot", r.outcome, r.reason, r.count
       from unnest($1::uuid[]) j(id) cross join lateral (
         select * from ${this.database.tables.slotRanges} r
         where r.job_id = j.id order by r.to_slot desc limit ${LAST_ROWS}) r`,
      [jobIds],
    );
  }

  /** When an instance was found dead over these executions the last time, by their ids; those are left out over which none was. */
  async lostAt(executionIds: readonly string[]): Promise<Map<string, Date>> {
    if (executionIds.length === 0) return new Map();
    const rows: { id: string; at: Date }[] = await this.database.dataSource.query(
      `select execution_id as id, max(ended_at) as at from ${this.database.tables.attempts}
       where execution_id = any($1::uuid[]) and failure = 'lost' group by 1`,
      [executionIds],
    );
    return new Map(rows.map(({ id, at }) => [id, at]));
  }

  private async read(sql: string, jobIds: readonly string[]): Promise<EndedRow[]> {
    const rows: RawRow[] = await this.database.dataSource.query(sql, [jobIds]);
    return rows.map((row) => ({
      jobId: jobIds[row.nth - 1],
      id: row.id,
      status: row.status,
      reason: row.reason,
      kept: row.isLong ? 'long' : 'short',
      scheduledAt: dateOf(row.scheduledAt),
      startedAt: dateOf(row.startedAt),
      completedAt: new Date(Math.round(row.completedAt)),
      durationMs: row.durationMs,
      fingerprint: row.fingerprint,
    }));
  }
}

type RawRow = Pick<EndedRow, 'id' | 'status' | 'reason' | 'durationMs' | 'fingerprint'> & {
  /** Which of the jobs that were asked for, from 1 on. */
  readonly nth: number;
  readonly isLong: boolean;
  readonly scheduledAt: number | null;
  readonly startedAt: number | null;
  readonly completedAt: number;
};

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(Math.round(ms));
}

function jobsThatHideSome(rows: readonly EndedRow[]): string[] {
  const hides = (part: readonly EndedRow[]) =>
    part.length === NEWEST_ROWS &&
    (part.filter(({ scheduledAt }) => scheduledAt !== null).length < LAST_ROWS ||
      part.filter(isVerdict).length < LAST_ROWS);
  return [...groupedBy(rows, ({ jobId }) => jobId)].flatMap(([jobId, ofJob]) =>
    (['short', 'long'] as const).some((kept) => hides(ofJob.filter((row) => row.kept === kept)))
      ? [jobId]
      : [],
  );
}
