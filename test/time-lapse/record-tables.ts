import { Schedule } from '../../libs/tracked-cron/src/schedule/schedule.js';
import type { RowColumns } from '../support/execution-rows.js';
import { DAY, HOUR } from '../support/job-facts.js';
import type { TestDatabase } from '../support/test-database.js';
import type { FleetJob } from './fleet.js';
import type { Run } from './moment.js';

/** The tables of the record, by plain SQL. */
export class RecordTables {
  private constructor(
    readonly database: TestDatabase,
    private readonly jobIds: ReadonlyMap<string, string>,
  ) {}

  /** The last slot of every job was run well, of those that are there already; each label has an instance. */
  static async open(
    database: TestDatabase,
    begin: number,
    fleet: readonly FleetJob[],
  ): Promise<RecordTables> {
    await database.query(
      `update tracked_cron.cron_jobs j set created_at = $1::timestamptz - interval '90 days', last_slot_at = $1,
         last_success_at = f.good_at, removed_at = case when f.is_new then $1::timestamptz end
       from unnest($2::text[], $3::timestamptz[], $4::boolean[]) f(name, good_at, is_new) where j.name = f.name`,
      [
        new Date(begin),
        fleet.map(({ name }) => name),
        fleet.map((job) => new Date(Schedule.of(job.schedule, job.timeZone).previousBefore(begin + 1)!)),
        fleet.map(({ registeredAt }) => registeredAt !== undefined),
      ],
    );
    const rows = await database.query<{ id: string; name: string }>(
      'select id, name from tracked_cron.cron_jobs',
    );
    const tables = new RecordTables(database, new Map(rows.map(({ id, name }) => [name, id])));
    for (const { options } of fleet) for (const label of options?.runsOn ?? []) await tables.come(label);
    await tables.countMonthBefore(begin, fleet);
    return tables;
  }

  jobId({ name }: Pick<FleetJob, 'name'>): string {
    return this.jobIds.get(name)!;
  }

  async insert(table: string, rows: readonly RowColumns[]): Promise<void> {
    const columns = Object.keys(rows[0]).join(', ');
    await this.database.query(
      `insert into tracked_cron.${table} (${columns})
       select ${columns} from jsonb_populate_recordset(null::tracked_cron.${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }

  /** Changes one row. */
  async change(table: 'cron_jobs' | 'cron_job_live', id: string, columns: RowColumns): Promise<void> {
    const names = Object.keys(columns);
    await this.database.query(
      `update tracked_cron.${table} set ${names.map((name, n) => `${name} = $${n + 2}`).join(', ')} where id = $1`,
      [id, ...names.map((name) => columns[name])],
    );
  }

  async moveWatermarks(slots: ReadonlyMap<string, number>): Promise<void> {
    await this.database.query(
      `update tracked_cron.cron_jobs j set last_slot_at = greatest(j.last_slot_at, w.slot)
       from unnest($1::uuid[], $2::timestamptz[]) w(id, slot) where j.id = w.id`,
      [
        [...slots.keys()].map((name) => this.jobIds.get(name)),
        [...slots.values()].map((slot) => new Date(slot)),
      ],
    );
  }

  /** The instance that has a label is alive. */
  async come(label: string): Promise<void> {
    await this.database.query(
      `insert into tracked_cron.cron_instances (id, application, environment, host, pid, labels, executes, library_version,
         node_version, started_at, renewed_at, lease_until)
       values (gen_random_uuid(), 'test', 'test', $1, 1, array[$1], true, '0', '20', now(), now(), now() + interval '1 day')`,
      [label],
    );
  }

  /** It is gone, and has been for so long that nobody knows when it left: its own time is that of the machine. */
  async leave(label: string): Promise<void> {
    await this.database.query('delete from tracked_cron.cron_instances where labels = array[$1]', [label]);
  }

  /** What the statistics count of jobs that have an objective. @param at when they do */
  async count(at: number, { job, slot }: Run, status: string, count = 1): Promise<void> {
    await this.database.query(
      `insert into tracked_cron.cron_job_hours as h (job_id, began_at, status, count) values ($1, $2, $3, $4)
       on conflict (job_id, began_at, status) do update set count = h.count + excluded.count`,
      [this.jobId(job), new Date(Math.floor(slot / HOUR) * HOUR), status, count],
    );
    await this.database.query('update tracked_cron.cron_roll_ups set counted_until = $1', [new Date(at)]);
  }

  private async countMonthBefore(begin: number, fleet: readonly FleetJob[]): Promise<void> {
    for (const job of fleet.filter(hasObjective))
      for (let hour = begin - 30 * DAY; hour < begin; hour += HOUR)
        await this.count(begin, { job, slot: hour }, 'completed', 12);
  }
}

/** Whether somebody counts what becomes of it. */
export function hasObjective({ options }: FleetJob): boolean {
  return options?.alertThresholds?.objective !== undefined;
}
