import { Logger } from '@nestjs/common';
import type { CronDatabase } from '../database/cron-database.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { DistinctErrorRepository } from './distinct-error.repository.js';
import { PartitionCatalog } from './partition-catalog.js';
import { PartitionDropper, type Dropped, type Rescue } from './partition-dropper.js';
import {
  expiredPartitions,
  PARTITIONED_TABLES,
  type ExistingPartition,
  type PartitionedTable,
} from './partitions.js';
import type { ResolvedRetention } from './retention.options.js';
import { RetentionRepository, type DeletedRows } from './retention.repository.js';
import { RollUpRetentionRepository } from './roll-ups/roll-up-retention.repository.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What a release without the table of distinct errors has recorded since the last run, or before a deployment ended. */
const HEALED_MS = 2 * DAY_MS;

/** What one run of the retention came to. */
export interface RetentionReport {
  readonly kept: ResolvedRetention;
  readonly dropped: readonly string[];
  /** What somebody still reads, or another instance drops: tried again the next time. */
  readonly notNow: readonly string[];
  /** What this role may not drop. */
  readonly noRight: readonly string[];
  readonly deleted: DeletedRows;
}

/** Drops what has been kept for long enough. What jobs did last outlives it, in their own rows. */
export class RetentionKeeper {
  private readonly logger = new Logger('TrackedCron');
  private readonly repository: RetentionRepository;
  private readonly errors: DistinctErrorRepository;
  private readonly catalog: PartitionCatalog;
  private readonly dropper: PartitionDropper;
  private readonly statistics: RollUpRetentionRepository;
  private warnedAt = -Infinity;

  constructor(
    database: CronDatabase,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {
    this.repository = new RetentionRepository(database);
    this.errors = new DistinctErrorRepository(database);
    this.catalog = new PartitionCatalog(database);
    this.dropper = new PartitionDropper(database, this.catalog);
    this.statistics = new RollUpRetentionRepository(database);
  }

  /** Writes down what an application wants; the longest wish holds for all that share the tables. */
  declare(
    scope: { readonly application: string; readonly environment: string },
    wish: ResolvedRetention,
  ): Promise<void> {
    return this.repository.declare(scope, wish);
  }

  /** Drops and deletes what has expired. Several instances may do so at once. */
  async runOnce(): Promise<RetentionReport> {
    const kept = await this.repository.inForce();
    const dropped: string[] = [];
    const notNow: string[] = [];
    const noRight: string[] = [];
    const outcomes = { dropped, 'not-now': notNow, 'no-right': noRight };
    await this.dropper.dropLeftOver((name) => this.rescueFrom(name));
    const busy = new Set<string>();
    for (const partition of await this.expired(kept)) {
      // whoever reads one of a table's partitions is in the way of the others too
      const outcome = busy.has(partition.table) ? 'not-now' : await this.drop(partition);
      if (outcome === 'not-now') busy.add(partition.table);
      outcomes[outcome].push(partition.name);
    }
    await this.errors.heal(this.clock.now() - HEALED_MS);
    const deleted = {
      ...(await this.repository.deleteOld(this.clock.now(), kept)),
      ...(await this.deleteStatistics(kept)),
    };
    return { kept, dropped, notNow, noRight, deleted };
  }

  /** The same, in the background of an application, which tells in its log what somebody has to know. */
  async runBeside(): Promise<void> {
    const { dropped, noRight } = await this.runOnce();
    if (dropped.length > 0)
      this.logger.log(`Dropped what has been kept for long enough: ${dropped.join(', ')}.`);
    if (noRight.length === 0 || this.clock.now() - this.warnedAt < DAY_MS) return;
    this.warnedAt = this.clock.now();
    this.logger.warn(
      `${noRight.length} partitions of the history have been kept for long enough, and this role may not drop them. ` +
        'Run npx tracked-cron maintain as the role that owns the tables, best once a day.',
    );
  }

  /** What {@link runOnce} would drop. */
  async expired(kept?: ResolvedRetention) {
    return expiredPartitions(
      await this.catalog.all(),
      this.clock.now(),
      kept ?? (await this.repository.inForce()),
    );
  }

  private async drop(partition: ExistingPartition): Promise<Dropped> {
    // a slot's execution may be born a little before the slot, by a clock that was ahead
    if (tableOf(partition.name)?.holdsEnds)
      await this.statistics.closeBefore(new Date(partition.to + HOUR_MS));
    return this.dropper.drop(partition, this.rescueFrom(partition.name));
  }

  private async deleteStatistics({
    hourlyStatistics,
    dailyStatistics,
  }: ResolvedRetention): Promise<DeletedRows> {
    const deleted: Record<string, number> = {};
    const before = (keep: number) => new Date(Math.floor((this.clock.now() - keep) / DAY_MS) * DAY_MS);
    if (hourlyStatistics !== null)
      deleted.cron_job_hours = await this.statistics.deleteHours(before(hourlyStatistics));
    if (dailyStatistics !== null)
      deleted.cron_job_days = await this.statistics.deleteDays(before(dailyStatistics));
    return deleted;
  }

  private rescueFrom(partition: string): Rescue {
    return tableOf(partition)?.holdsEnds
      ? (client, from) => this.repository.rememberLast(client, from)
      : async () => {};
  }
}

function tableOf(partition: string): PartitionedTable | undefined {
  return PARTITIONED_TABLES.find(({ name }) => partition.startsWith(`${name}_`));
}
