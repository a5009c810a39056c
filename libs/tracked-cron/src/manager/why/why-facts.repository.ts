import type { CronDatabase } from '../../database/cron-database.js';
import type { EvidenceRepository } from '../../cluster/evidence.repository.js';
import { CronJobEntity } from '../../definition/cron-job.entity.js';
import type { JobScope } from '../../definition/job-scope.js';
import { uuidV7Floor } from '../../id-generator.js';
import type { WhyExecution, WhyRange, WhyRecord } from './why-facts.js';

/** Executions before the slot that are looked at: one of them may have kept it from running. */
const BEFORE = 20;
/** An execution that has run for longer is not looked for. */
const LONGEST_RUN_MS = 7 * 24 * 3_600_000;
/** Around an instant: who left before and who came afterwards tells of a deployment. */
const PRESENCE_MARGIN_MS = 20 * 60_000;

const COLUMNS = `e.id, e.job_name as "jobName", e.status, e.reason, e.trigger, e.triggered_by as "triggeredBy",
  e.trigger_reason as "triggerReason", e.scheduled_at as "scheduledAt", e.started_at as "startedAt",
  e.completed_at as "completedAt", e.instance_id as "instanceId", e.attempt, e.max_attempts as "maxAttempts",
  e.error_message as "errorMessage", e.definition_version as "definitionVersion", e.created_at as "createdAt"`;

/** Reads what is on record about an instant of a job: a handful of statements, each on an index. */
export class WhyFactsRepository {
  constructor(
    private readonly database: CronDatabase,
    private readonly scope: JobScope,
    private readonly evidence: Pick<EvidenceRepository, 'presence'>,
  ) {}

  /** A job by name, also one that was removed; null where nobody ever registered it. */
  job(name: string): Promise<CronJobEntity | null> {
    const { application, environment } = this.scope;
    return this.database.dataSource
      .getRepository(CronJobEntity)
      .findOneBy({ application, environment, name });
  }

  /** @param slot the slot, or the instant where none is due */
  async record(job: CronJobEntity, slot: Date): Promise<WhyRecord> {
    const at = slot.getTime();
    const [recorded, ranges, presence] = await Promise.all([
      this.read(`where e.job_id = $1 and e.scheduled_at = $2 order by e.id`, [job.id, slot]),
      this.ranges(job.id, slot),
      // whoever asks never stands in front of claims
      this.evidence.presence(at - PRESENCE_MARGIN_MS, at + PRESENCE_MARGIN_MS, (sql, values) =>
        this.database.dataSource.query(sql, values),
      ),
    ]);
    // what was decided late was kept from running by what ran then
    const decided = Math.max(at, ...recorded.map(({ createdAt }) => createdAt.getTime()));
    const [before, inGroup] = await Promise.all([
      this.read(
        `where e.job_id = $1 and e.id >= $2 and e.id < $3 and e.status not in ('skipped', 'missed')
         order by e.id desc limit ${BEFORE}`,
        [job.id, uuidV7Floor(at - LONGEST_RUN_MS), uuidV7Floor(decided + 1)],
      ),
      recorded.some(({ reason }) => reason === 'concurrency') ? this.group(job, decided) : [],
    ]);
    return { recorded, before, inGroup, ranges, presence };
  }

  private read(condition: string, values: unknown[]): Promise<WhyExecution[]> {
    const { allExecutions } = this.database.tables;
    return this.database.dataSource.query(`select ${COLUMNS} from ${allExecutions} e ${condition}`, values);
  }

  private ranges(jobId: string, slot: Date): Promise<WhyRange[]> {
    return this.database.dataSource.query(
      `select from_slot as "from", to_slot as "to", outcome, reason, count
       from ${this.database.tables.slotRanges}
       where job_id = $1 and to_slot >= $2 and from_slot <= $2
       order by id`,
      [jobId, slot],
    );
  }

  private group({ concurrencyKey }: CronJobEntity, at: number): Promise<WhyExecution[]> {
    const { application, environment } = this.scope;
    return this.read(
      `join ${this.database.tables.jobs} j on j.id = e.job_id
       where j.application = $1 and j.environment = $2 and j.concurrency_key = $3 and e.id >= $4
         and e.started_at <= $5 and (e.completed_at is null or e.completed_at >= $5)
         and e.status not in ('skipped', 'missed')
       order by e.id desc limit ${BEFORE}`,
      [application, environment, concurrencyKey, uuidV7Floor(at - LONGEST_RUN_MS), new Date(at)],
    );
  }
}
