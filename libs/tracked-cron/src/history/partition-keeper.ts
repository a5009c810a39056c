import { Logger } from '@nestjs/common';
import type { CronDatabase } from '../database/cron-database.js';
import { isMissingPartition } from '../database/database-error.js';
import type { DatabaseClock } from '../database/database-clock.js';
import { inTransaction } from '../database/transaction.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { PartitionCatalog } from './partition-catalog.js';
import { PartitionDropper } from './partition-dropper.js';
import {
  PARTITION_WIDTH_MS,
  planPartitions,
  type ExistingPartition,
  type PartitionPlan,
} from './partitions.js';

const PARTITION_LOCK = 0x74726b70;
/** A month: longer than any holiday of whoever would have to notice that this service fails. */
const WEEKS_AHEAD = 4;
const DAY_MS = 24 * 3_600_000;

/** How far ahead partitions are made. */
export interface RoomAhead {
  readonly weeks: number;
  /** Whether there shall be room for a year behind them, for a role that may not make more. */
  readonly reserve: boolean;
}

/** Until when rows find a place, milliseconds since the epoch. */
export interface HistoryRoom extends Pick<PartitionPlan, 'madeUntil' | 'roomUntil'> {
  /** What somebody else has to do in time; null where all is well. */
  readonly warning: string | null;
}

/** Makes partitions of the history ahead of need. */
export class PartitionKeeper {
  private readonly logger = new Logger('TrackedCron');
  private readonly catalog: PartitionCatalog;
  private readonly dropper: PartitionDropper;
  private warnedAt = -Infinity;

  constructor(
    private readonly database: CronDatabase,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {
    this.catalog = new PartitionCatalog(database);
    this.dropper = new PartitionDropper(database, this.catalog);
  }

  /**
   * Makes what is missing; several instances may do so at once. One query when nothing is. A role that may not make
   * tables warns once a day while there still is time.
   *
   * @returns the names of the partitions it made
   * @throws TrackedCronError `PARTITIONS_MISSING` when such a role lacks one that is needed now
   */
  async runOnce(): Promise<string[]> {
    const plan = await this.plan();
    if (isEnough(plan, this.clock.now())) return [];
    if (await this.catalog.mayChange()) return this.makeRoom({ weeks: WEEKS_AHEAD, reserve: false }, plan);
    this.tellWhatToRun(plan);
    return [];
  }

  /**
   * Makes what is missing so far ahead.
   * @throws the driver's error 42501 where the role may not
   */
  async makeRoom({ weeks, reserve }: RoomAhead, known?: PartitionPlan): Promise<string[]> {
    const plan = known ?? (await this.plan(weeks, reserve));
    for (const one of plan.inTheWay) await this.moveAway(one);
    if (plan.make.length === 0) return [];
    return inTransaction(this.database.writes, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [PARTITION_LOCK]);
      const { make, inTheWay } = planPartitions(
        await this.catalog.all(client),
        this.clock.now(),
        weeks,
        reserve || plan.inTheWay.length > 0,
      );
      // a reserve that could not be moved does as well, for now
      const made = make.filter((one) => !inTheWay.some((other) => other.table === one.table));
      for (const partition of made) {
        for (const statement of this.catalog.statements(partition)) await client.query(statement);
      }
      return made.map(({ name }) => name);
    });
  }

  /** What {@link makeRoom} would make, as SQL. */
  async sqlToMakeRoom({ weeks, reserve }: RoomAhead): Promise<string[]> {
    const { make } = await this.plan(weeks, reserve);
    return make.flatMap((partition) => this.catalog.statements(partition));
  }

  /** How things stand. */
  async room(): Promise<HistoryRoom> {
    const plan = await this.plan();
    const fine = isEnough(plan, this.clock.now()) || (await this.catalog.mayChange());
    return { madeUntil: plan.madeUntil, roomUntil: plan.roomUntil, warning: fine ? null : runsOut(plan) };
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

  private async plan(weeks = WEEKS_AHEAD, reserve = false): Promise<PartitionPlan> {
    return planPartitions(await this.catalog.all(), this.clock.now(), weeks, reserve);
  }

  /** Nothing is in it, unless somebody's clock is far off: then it stays. */
  private async moveAway(reserve: ExistingPartition): Promise<void> {
    const { rows } = await this.database.writes.query<{ used: boolean }>(
      `select exists (select from ${this.catalog.qualified(reserve.name)}) as used`,
    );
    if (!rows[0].used) await this.dropper.drop(reserve, async () => {});
  }

  private tellWhatToRun(plan: PartitionPlan): void {
    const statements = plan.make.flatMap((partition) => this.catalog.statements(partition));
    const sql = statements.map((statement) => `${statement};\n`).join('');
    const partitions = plan.make.map(({ name }) => name);
    if (plan.roomUntil <= this.clock.now()) {
      throw new TrackedCronError(
        'PARTITIONS_MISSING',
        'There is no partition of the history for what ends now, and this role may not make one: ends wait until it is ' +
          `there. Run npx tracked-cron maintain as the role that owns the tables, or this SQL:\n\n${sql}`,
        { partitions, sql },
      );
    }
    if (this.clock.now() - this.warnedAt < DAY_MS) return;
    this.warnedAt = this.clock.now();
    this.logger.warn(runsOut(plan));
  }
}

function isEnough({ make, inTheWay, madeUntil }: PartitionPlan, now: number): boolean {
  return make.length === 0 && inTheWay.length === 0 && madeUntil - now >= WEEKS_AHEAD * PARTITION_WIDTH_MS;
}

function runsOut({ madeUntil, roomUntil }: PartitionPlan): string {
  const behind = roomUntil > madeUntil ? `, and a reserve until ${day(roomUntil)}` : '';
  return (
    `Partitions of the history are made until ${day(madeUntil)}${behind}; this role may not make more. Run npx tracked-cron maintain ` +
    'as the role that owns the tables, best once a day.'
  );
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
