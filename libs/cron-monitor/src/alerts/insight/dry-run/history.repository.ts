import { CronJobEntity, uuidV7Floor, type CronDatabase, type EndedRow } from 'nestjs-tracked-cron/internal';
import type { Scope } from '../../scope.js';

/** What jobs came to in a window. */
export interface ReplayedHistory {
  readonly jobs: readonly CronJobEntity[];
  /** By job, in the order of their ends. */
  readonly ended: ReadonlyMap<string, readonly EndedRow[]>;
  /** From when on it is complete: later than asked for, where that is more than is read. */
  readonly from: Date;
}

/** Reads the history that a dry run goes through once more. */
export class ReplayedHistoryRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'dataSource'>,
    private readonly scope: Scope,
  ) {}

  /**
   * @param most executions that are read, the newest
   * @param jobName undefined for all jobs
   */
  async read(from: Date, to: Date, jobName: string | undefined, most: number): Promise<ReplayedHistory> {
    const jobs = await this.database.dataSource.getRepository(CronJobEntity).find({
      where: { ...this.owner, ...(jobName === undefined ? {} : { name: jobName }) },
      order: { name: 'asc' },
    });
    const rows: EndedRow[] = await this.database.dataSource.query(
      `select e.job_id as "jobId", e.id, e.status, e.reason, e.kept, e.scheduled_at as "scheduledAt",
         e.started_at as "startedAt", e.completed_at as "completedAt", e.duration_ms as "durationMs", e.fingerprint
       from ${this.database.tables.executions} e
       where e.application = $1 and e.environment = $2 and e.id >= $3::uuid and e.id < $4::uuid
         and ($5::text is null or e.job_name = $5)
       order by e.id desc limit ${most + 1}`,
      [
        this.scope.application,
        this.scope.environment,
        uuidV7Floor(from.getTime()),
        uuidV7Floor(to.getTime()),
        jobName ?? null,
      ],
    );
    const complete = rows.length <= most;
    const ended = new Map<string, EndedRow[]>();
    for (const row of rows.slice(0, most).sort((a, b) => +a.completedAt - +b.completedAt)) {
      const ofJob = ended.get(row.jobId);
      if (ofJob) ofJob.push(row);
      else ended.set(row.jobId, [row]);
    }
    const oldest = rows.at(most)?.completedAt ?? from;
    return { jobs, ended, from: complete || oldest < from ? from : oldest };
  }

  private get owner() {
    const { application, environment } = this.scope;
    return { application, environment };
  }
}
