import { retentionClassOf } from '../../libs/tracked-cron/src/history/execution-status.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import type { RowColumns } from '../support/execution-rows.js';
import type { TestDatabase } from '../support/test-database.js';
import { bornRow } from './born-row.js';
import type { FleetJob } from './fleet.js';
import type { Moment, Run, Write } from './moment.js';

const keyOf = ({ job, slot }: Run) => `${job.name} ${slot}`;

/** Writes into the record what an application would have written, many moments in a few statements. */
export class RecordWriter {
  private readonly ids = new UuidV7Generator();
  private readonly idOf = new Map<string, string>();
  private readonly live = new Set<string>();

  private constructor(
    private readonly database: TestDatabase,
    private readonly jobIds: ReadonlyMap<string, string>,
  ) {}

  /** @param begin every job has had a good run before it */
  static async begin(database: TestDatabase, begin: number): Promise<RecordWriter> {
    await database.query(
      `update tracked_cron.cron_jobs set created_at = $1::timestamptz - interval '90 days', last_slot_at = $1,
         last_success_at = $1::timestamptz where options -> 'system' is null`,
      [new Date(begin)],
    );
    const rows = await database.query<{ id: string; name: string }>(
      `select id, name from tracked_cron.cron_jobs`,
    );
    return new RecordWriter(database, new Map(rows.map(({ id, name }) => [name, id])));
  }

  async write(moments: readonly Moment[]): Promise<void> {
    const ended: RowColumns[] = [];
    const watermarks = new Map<string, number>();
    for (const { at, write } of moments) {
      if (write.kind === 'decided') watermarks.set(write.run.job.name, write.run.slot);
      else if (write.kind === 'ended') ended.push(await this.ended(write));
      else await this.change(at, write);
    }
    if (watermarks.size > 0) await this.move(watermarks);
    if (ended.length > 0) await this.insert('cron_job_executions', ended);
  }

  private async change(at: number, write: Exclude<Write, { kind: 'decided' | 'ended' }>): Promise<void> {
    if (write.kind === 'live') {
      const row = { ...this.born(write.run), available_at: new Date(write.run.slot), ...write.columns };
      this.live.add(keyOf(write.run));
      await this.insert('cron_job_live', [row]);
    } else if (write.kind === 'attempt') await this.tryAgain(at, write);
    else if (write.kind === 'paused slots') {
      const { job, from, to, count } = write;
      const range = {
        from_slot: new Date(from),
        to_slot: new Date(to),
        outcome: 'skipped',
        reason: 'paused',
        count,
      };
      await this.insert('cron_job_slot_ranges', [
        { id: this.ids.next(at), job_id: this.jobIds.get(job.name), ...range },
      ]);
    } else await this.configure(write.job, write.columns);
  }

  private async ended({
    run,
    status,
    endedAt,
    columns,
  }: Extract<Write, { kind: 'ended' }>): Promise<RowColumns> {
    if (this.live.delete(keyOf(run)))
      await this.database.query('delete from tracked_cron.cron_job_live where id = $1', [this.idFor(run)]);
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
    await this.insert('cron_job_attempts', [
      { execution_id: id, attempt: 1, failure, epoch: 1, ...instants },
    ]);
    await this.database.query(
      `update tracked_cron.cron_job_live set attempt = 2, max_attempts = 3, epoch = 2, status = 'pending', available_at = $2
       where id = $1`,
      [id, new Date(retryAt)],
    );
  }

  private async configure(job: FleetJob, columns: RowColumns): Promise<void> {
    const names = Object.keys(columns);
    await this.database.query(
      `update tracked_cron.cron_jobs set ${names.map((name, n) => `${name} = $${n + 2}`).join(', ')} where id = $1`,
      [this.jobIds.get(job.name), ...names.map((name) => columns[name])],
    );
  }

  private async move(watermarks: ReadonlyMap<string, number>): Promise<void> {
    await this.database.query(
      `update tracked_cron.cron_jobs j set last_slot_at = greatest(j.last_slot_at, w.slot)
       from unnest($1::uuid[], $2::timestamptz[]) w(id, slot) where j.id = w.id`,
      [
        [...watermarks.keys()].map((name) => this.jobIds.get(name)),
        [...watermarks.values()].map((slot) => new Date(slot)),
      ],
    );
  }

  private async insert(table: string, rows: readonly RowColumns[]): Promise<void> {
    const columns = Object.keys(rows[0]).join(', ');
    await this.database.query(
      `insert into tracked_cron.${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::tracked_cron.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  private idFor(run: Run): string {
    const key = keyOf(run);
    const id = this.idOf.get(key) ?? this.ids.next(run.slot);
    this.idOf.set(key, id);
    return id;
  }

  private born(run: Run): RowColumns {
    return bornRow(run, this.idFor(run), this.jobIds.get(run.job.name));
  }
}
