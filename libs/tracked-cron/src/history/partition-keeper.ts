import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { isMissingPartition, sqlState } from '../database/database-error.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inTransaction } from '../database/transaction.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { partitionsAround, type Partition } from './partitions.js';

const PARTITION_LOCK = 0x74726b70;
const INSUFFICIENT_PRIVILEGE = '42501';
/** A month: longer than any holiday of whoever would have to notice that this service fails. */
const WEEKS_AHEAD = 4;

/** Makes partitions of the history ahead of need. */
export class PartitionKeeper {
  private readonly logger = new Logger('TrackedCron');

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Makes what is missing; several instances may do so at once. One query when nothing is. A role that may not make
   * tables is told what to run, as a warning while there still is time.
   *
   * @returns the names of the partitions it made
   * @throws TrackedCronError `PARTITIONS_MISSING` when such a role lacks one that is needed now
   */
  async runOnce(): Promise<string[]> {
    const wanted = partitionsAround(this.clock.now(), WEEKS_AHEAD);
    const missing = await this.missing(this.database.writes, wanted);
    if (missing.length === 0) return [];
    try {
      return await this.make(wanted);
    } catch (error) {
      if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
      this.tellWhatToRun(missing, error);
      return [];
    }
  }

  private make(wanted: Partition[]): Promise<string[]> {
    return inTransaction(this.database.writes, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
      const made = await this.missing(client, wanted);
      for (const partition of made) {
        for (const statement of this.statements(partition)) await client.query(statement);
      }
      return made.map((partition) => partition.name);
    });
  }

  private tellWhatToRun(missing: Partition[], cause: unknown): void {
    const sql = missing
      .flatMap((partition) => this.statements(partition))
      .map((statement) => `${statement};\n`);
    const message =
      'This role may not make the partitions of the history that are needed next. Let the owner of the tables run ' +
      `this SQL, or grant the role what it needs:\n\n${sql.join('')}`;
    const names = missing.map(({ name }) => name);
    if (partitionsAround(this.clock.now(), 0).some(({ name }) => names.includes(name))) {
      throw new TrackedCronError(
        'PARTITIONS_MISSING',
        message,
        { partitions: names, sql: sql.join('') },
        { cause },
      );
    }
    this.logger.warn(message);
  }

  /** Does work; where it fails for want of a partition, makes what is missing and does it once more. */
  async provideFor<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (!isMissingPartition(error)) throw error;
      // where another instance was faster, nothing is left to make, and the work can be done all the same
      await this.runOnce();
      return work();
    }
  }

  private async missing(connection: pg.Pool | pg.PoolClient, wanted: Partition[]): Promise<Partition[]> {
    const { rows } = await connection.query<{ name: string }>(
      `select c.relname as name
       from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where i.inhparent = any(array[$1, $2]::regclass[])`,
      [this.parent('short'), this.parent('long')],
    );
    const there = new Set(rows.map((row) => row.name));
    return wanted.filter((partition) => !there.has(partition.name));
  }

  /** Made apart and attached, because `create table … partition of` would wait for every reader of the parent. */
  private statements({ kept, name, from, to }: Partition): string[] {
    const table = `"${this.database.tables.schema}".${name}`;
    return [
      `create table if not exists ${table} (like ${this.parent(kept)} including all)`,
      `alter table ${this.parent(kept)} attach partition ${table} for values from ('${from}') to ('${to}')`,
    ];
  }

  private parent(kept: string): string {
    return `${this.database.tables.executions}_${kept}`;
  }
}
