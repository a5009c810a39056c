import { retentionClassOf } from '../../libs/tracked-cron/src/history/execution-status.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import type { RowColumns } from '../support/execution-rows.js';
import type { Moment, Run, Write } from './moment.js';
import { hasObjective, type RecordTables } from './record-tables.js';

type EndedWrite = Extract<Write, { kind: 'ended' }>;

const keyOf = ({ job, slot }: Run) => `${job.name} ${slot}`;

/** Writes into the record what an application would have written, many moments in a few statements. */
export class RecordWriter {
  private readonly ids = new UuidV7Generator();
  private readonly idOf = new Map<string, string>();
  private readonly live = new Set<string>();

  constructor(private readonly tables: RecordTables) {}

  async write(moments: readonly Moment[]): Promise<void> {
    const ended: RowColumns[] = [];
    const watermarks = new Map<string, number>();
    for (const { at, write } of moments) {
      if (write.kind === 'decided') watermarks.set(write.run.job.name, write.run.slot);
      else if (write.kind === 'ended') ended.push(await this.ended(at, write));
      else await this.change(at, write);
    }
    if (watermarks.size > 0) await this.tables.moveWatermarks(watermarks);
    if (ended.length > 0) await this.tables.insert('cron_job_executions', ended);
  }

  private async change(at: number, write: Exclude<Write, { kind: 'decided' | 'ended' }>): Promise<void> {
    switch (write.kind) {
      case 'live': {
        const row = { ...this.born(write.run), available_at: new Date(write.run.slot), ...write.columns };
        this.live.add(keyOf(write.run));
        return this.tables.insert('cron_job_live', [row]);
      }
      case 'attempt':
        return this.tryAgain(at, write);
      case 'sign': {
        const { run, progress } = write;
        return this.tables.change('cron_job_live', this.idFor(run), { heartbeat_at: new Date(at), progress });
      }
      case 'counted': {
        const { job, slot } = write.run;
        const [at, job_id] = [new Date(slot), this.tables.jobId(job)];
        const slots = { from_slot: at, to_slot: at, outcome: 'skipped', reason: write.reason, count: 1 };
        return this.tables.insert('cron_job_slot_ranges', [{ id: this.ids.next(slot), job_id, ...slots }]);
      }
      case 'job':
        return this.tables.change('cron_jobs', this.tables.jobId(write.job), write.columns);
      case 'breaker':
        return this.tables.change('cron_jobs', this.tables.jobId(write.job), breakerColumns(write.open));
      case 'executor':
        return write.isThere ? this.tables.come(write.label) : this.tables.leave(write.label);
    }
  }

  private async ended(at: number, { run, status, endedAt, columns }: EndedWrite): Promise<RowColumns> {
    const { database } = this.tables;
    if (this.live.delete(keyOf(run)))
      await database.query('delete from tracked_cron.cron_job_live where id = $1', [this.idFor(run)]);
    if (hasObjective(run.job)) await this.tables.count(at, run, status);
    return {
      ...this.born(run),
      status,
      kept: retentionClassOf(status),
      reason: null,
      started_at: null,
      duration_ms: null,
      fingerprint: null,
      completed_at: new Date(endedAt),
      ...columns,
    };
  }

  private async tryAgain(
    at: number,
    { run, failure, retryAt }: Extract<Write, { kind: 'attempt' }>,
  ): Promise<void> {
    const id = this.idFor(run);
    const instants = { ended_at: new Date(at), retry_at: new Date(retryAt) };
    await this.tables.insert('cron_job_attempts', [
      { execution_id: id, attempt: 1, failure, epoch: 1, ...instants },
    ]);
    const again = {
      attempt: 2,
      max_attempts: 3,
      epoch: 2,
      status: 'pending',
      available_at: new Date(retryAt),
    };
    await this.tables.change('cron_job_live', id, again);
  }

  private idFor(run: Run): string {
    const key = keyOf(run);
    const id = this.idOf.get(key) ?? this.ids.next(run.slot);
    this.idOf.set(key, id);
    return id;
  }

  /** When a row is written the database says by itself: that is what sweeps go by. */
  private born(run: Run): RowColumns {
    const { job, slot } = run;
    return {
      id: this.idFor(run),
      job_id: this.tables.jobId(job),
      application: 'test',
      environment: 'test',
      job_name: job.name,
      job_group: job.group ?? null,
      owner: job.owner ?? null,
      trigger: 'schedule',
      scheduled_at: new Date(slot),
      epoch: 1,
      attempt: 1,
      max_attempts: 3,
      definition_version: 1,
      created_at: new Date(slot),
    };
  }
}

function breakerColumns(open: Extract<Write, { kind: 'breaker' }>['open']): RowColumns {
  const instant = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
  return {
    breaker_failures: open?.failures ?? 0,
    breaker_openings: open?.openings ?? 0,
    breaker_opened_at: instant(open?.openedAt),
    breaker_until: instant(open?.until),
  };
}
