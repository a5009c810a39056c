import type { TestDatabase } from '../../support/test-database.js';
import { readWitness, type WitnessRow } from '../../support/witness.js';
import { readAudit, type AuditedEdge, type AuditedJobChange } from './audit.js';

/** A job, as its row says. */
export interface RecordedJob {
  readonly id: string;
  readonly name: string;
  readonly schedule: string;
  readonly time_zone: string;
  readonly overlap: string;
  readonly scope: string;
  /** Every slot after it, up to the watermark, has been decided. Null where it was not seen. */
  readonly registered: Date | null;
  readonly watermark: Date;
}

/** An execution, in flight or ended. */
export interface RecordedExecution {
  readonly id: string;
  readonly job_id: string;
  readonly status: string;
  readonly trigger: string;
  readonly slot: Date | null;
  readonly epoch: number;
  readonly max_attempts: number;
  readonly instance_id: string | null;
  readonly completed_at: Date | null;
  readonly reason: string | null;
}

/** Slots that were counted instead of written one by one. */
export interface RecordedRange {
  readonly job_id: string;
  readonly from_slot: Date;
  readonly to_slot: Date;
  readonly count: number;
}

/** An attempt that was followed by another one. */
export interface RecordedAttempt {
  readonly execution_id: string;
  readonly attempt: number;
  readonly failure: string;
  readonly instance_id: string | null;
  readonly ended_at: Date;
}

export interface RecordedInstance {
  readonly id: string;
  readonly pid: number;
  readonly lease_until: Date;
  readonly stopped_at: Date | null;
}

/** Everything that a verdict may rest on: what handlers noted, what the database saw, what the library recorded. */
export interface FaultRecord {
  readonly witness: readonly WitnessRow[];
  readonly edges: readonly AuditedEdge[];
  readonly jobChanges: readonly AuditedJobChange[];
  readonly jobs: readonly RecordedJob[];
  readonly live: readonly RecordedExecution[];
  readonly ended: readonly RecordedExecution[];
  readonly ranges: readonly RecordedRange[];
  readonly attempts: readonly RecordedAttempt[];
  readonly instances: readonly RecordedInstance[];
}

type Rows<Row> = Promise<(Row & Record<string, unknown>)[]>;

/**
 * Reads all of it. Nothing may be under way any more: several statements read one after the other.
 * @param witness reads what handlers noted, if they did elsewhere
 */
export async function readRecord(
  database: Pick<TestDatabase, 'query'>,
  witness = () => readWitness(database),
): Promise<FaultRecord> {
  const { query } = database;
  const execution = 'id, job_id, status, trigger, scheduled_at as slot, epoch, max_attempts, instance_id';
  const { edges, registrations, jobChanges } = await readAudit(database);
  const registered = new Map(registrations.map(({ job_id, watermark }) => [job_id, watermark]));
  const jobs: (Omit<RecordedJob, 'registered'> & Record<string, unknown>)[] = await query(
    `select id, name, schedule, time_zone, overlap, coalesce(options ->> 'scope', 'cluster') as scope,
       last_slot_at as watermark
     from tracked_cron.cron_jobs order by name`,
  );
  return {
    witness: await witness(),
    edges,
    jobChanges,
    jobs: jobs.map((job) => ({ ...job, registered: registered.get(job.id) ?? null })),
    live: await (query(
      `select ${execution}, null as completed_at, null as reason from tracked_cron.cron_job_live where status <> 'zombie'`,
    ) as Rows<RecordedExecution>),
    ended: await (query(
      `select ${execution}, completed_at, reason from tracked_cron.cron_job_executions`,
    ) as Rows<RecordedExecution>),
    ranges: await (query(
      'select job_id, from_slot, to_slot, count from tracked_cron.cron_job_slot_ranges',
    ) as Rows<RecordedRange>),
    attempts: await (query(
      'select execution_id, attempt, failure, instance_id, ended_at from tracked_cron.cron_job_attempts',
    ) as Rows<RecordedAttempt>),
    instances: await (query(
      'select id, pid, lease_until, stopped_at from tracked_cron.cron_instances',
    ) as Rows<RecordedInstance>),
  };
}
