import type pg from 'pg';
import type { CronDatabase } from '../database/cron-database.js';
import { sqlState } from '../database/database-error.js';
import { inTransaction } from '../database/transaction.js';
import type { PartitionCatalog } from './partition-catalog.js';
import type { ExistingPartition, Partition } from './partitions.js';

/** How long a reader of the history is waited for, and so, at most, what is written behind a lock of ours. */
const LOCK_TIMEOUT = '1s';
/** Marks what was detached in order to be dropped; what somebody else has detached is theirs. */
const MARK = 'tracked-cron: to be dropped';
const INSUFFICIENT_PRIVILEGE = '42501';
/**
 * Somebody reads it (55P03, or 57014 where the whole statement ran out of time), or another instance drops it too: it is
 * being detached (55000), has been (42P01, 42809), or goes away under us (40P01, XX000: tuple concurrently updated).
 */
const NOT_NOW = new Set(['55P03', '57014', '55000', '42P01', '42809', '40P01', 'XX000']);

/** Reads what must outlive a table, in the transaction that drops it. */
export type Rescue = (client: pg.PoolClient, table: string) => Promise<void>;

/** What became of a partition that was to be dropped. */
export type Dropped = 'dropped' | 'not-now' | 'no-right';

/** Drops partitions without keeping anybody from writing beside them. */
export class PartitionDropper {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes' | 'transactionsOnly'>,
    private readonly catalog: PartitionCatalog,
  ) {}

  drop(partition: Partition & Partial<ExistingPartition>, rescue: Rescue): Promise<Dropped> {
    return outcomeOf(() =>
      this.database.transactionsOnly
        ? this.dropAtOnce(partition, rescue)
        : this.detachThenDrop(partition, rescue),
    );
  }

  /** Drops what was detached by somebody who died before it was dropped. */
  async dropLeftOver(rescueFrom: (name: string) => Rescue): Promise<void> {
    const { rows } = await this.database.writes.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = (select oid from pg_namespace where nspname = $1) and relkind = 'r' and not relispartition
         and obj_description(oid, 'pg_class') = $2`,
      [this.database.tables.schema, MARK],
    );
    for (const { name } of rows) await outcomeOf(() => this.dropTable(name, rescueFrom(name)));
  }

  /** Neither readers nor writers wait: only those that still read it are waited for, and only so long. */
  private async detachThenDrop(
    { table, name, detaching }: Partition & Partial<ExistingPartition>,
    rescue: Rescue,
  ): Promise<void> {
    const [parent, one] = [this.catalog.qualified(table), this.catalog.qualified(name)];
    const client = await this.database.writes.connect();
    let failure: Error | undefined;
    try {
      await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
      if (!detaching) await client.query(`comment on table ${one} is '${MARK}'`);
      await client.query(
        `alter table ${parent} detach partition ${one} ${detaching ? 'finalize' : 'concurrently'}`,
      );
      await client.query('reset lock_timeout');
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure); // a connection that failed has our lock timeout, and is thrown away
    }
    await this.dropTable(name, rescue);
  }

  private dropTable(name: string, rescue: Rescue): Promise<void> {
    return inTransaction(this.database.writes, async (client) => {
      await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
      await rescue(client, this.catalog.qualified(name));
      await client.query(`drop table ${this.catalog.qualified(name)}`);
    });
  }

  /** `detach concurrently` can't be part of a transaction, and a pooler may know nothing else. */
  private async dropAtOnce({ table, name }: Partition, rescue: Rescue): Promise<void> {
    const one = this.catalog.qualified(name);
    await inTransaction(this.database.writes, async (client) => {
      await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
      await rescue(client, one); // before the lock that others would wait for
      await client.query(`alter table ${this.catalog.qualified(table)} detach partition ${one}`);
      await client.query(`drop table ${one}`);
    });
  }
}

async function outcomeOf(work: () => Promise<void>): Promise<Dropped> {
  try {
    await work();
    return 'dropped';
  } catch (error) {
    const state = sqlState(error);
    if (state === INSUFFICIENT_PRIVILEGE) return 'no-right';
    if (state !== null && NOT_NOW.has(state)) return 'not-now';
    throw error;
  }
}
