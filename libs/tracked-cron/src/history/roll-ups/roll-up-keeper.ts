import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { CronDatabase } from '../../database/cron-database.js';
import type { DatabaseClock } from '../../database/database-clock.js';
import { sqlState } from '../../database/database-error.js';
import { inTransaction } from '../../database/transaction.js';
import type { JobScope } from '../../definition/job-scope.js';
import { PartitionCatalog } from '../partition-catalog.js';
import { wholeSince } from '../partitions.js';
import { CountedSlotsRepository } from './counted-slots.repository.js';
import { JobDayRepository } from './job-day.repository.js';
import { RecountRepository, type Recounted } from './recount.repository.js';
import { RollUpProgressRepository, type RollUpProgress } from './roll-up-progress.repository.js';

/** Hours that are counted in one statement: of a thousand jobs the current one. */
const MOST_HOURS = 1_000;
const DAY_MS = 24 * 3_600_000;
/** A statement that ran out of time. */
const TOO_LONG = '57014';

/** Keeps statistics by hour and day up to date, once for all instances: who comes first in a minute does it. */
export class RollUpKeeper {
  private readonly logger = new Logger('TrackedCron');
  private readonly progress: RollUpProgressRepository;
  private readonly recounts: RecountRepository;
  private readonly slots: CountedSlotsRepository;
  private readonly days: JobDayRepository;
  private readonly catalog: PartitionCatalog;
  private hours = MOST_HOURS;
  private stopped = false;
  private toldAt = -Infinity;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    scope: JobScope,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {
    this.progress = new RollUpProgressRepository(database, scope);
    this.recounts = new RecountRepository(database, scope);
    this.slots = new CountedSlotsRepository(database, scope);
    this.days = new JobDayRepository(database, scope);
    this.catalog = new PartitionCatalog(database);
  }

  /** Opens the account of this application and environment. */
  open(): Promise<void> {
    return this.progress.open();
  }

  /**
   * Counts what was written since the last time; the first time all that there is, which can take minutes.
   * @returns `not-now` where somebody else did so less than a minute ago, `unfinished` where somebody else goes on with it
   */
  async runOnce(): Promise<'done' | 'unfinished' | 'not-now'> {
    const turn = await this.progress.turn();
    if (turn === null) return 'not-now';
    if (turn.first && !(await this.noteEverything(turn.lookedAt))) return 'unfinished';
    const counting = turn.first || turn.recounts;
    const done =
      (!counting || (await this.untilDone((...step) => this.recounts.recount(this.hours, ...step)))) &&
      (!turn.ranges || (await this.untilDone((...step) => this.slots.count(...step))));
    while (turn.days && !this.stopped && (await this.addUpDay(turn.today)));
    if ((counting || turn.ranges) && done) await this.progress.countedUntil(turn.lookedAt);
    return done ? 'done' : 'unfinished';
  }

  /**
   * Counts all that there is once more: for history that was not written by this library.
   * @returns whether all is counted; where not, an instance goes on with it
   */
  async recountEverything(): Promise<boolean> {
    await this.progress.open();
    await this.progress.startOver();
    return (await this.runOnce()) === 'done';
  }

  /** {@link runOnce} in the background of an application, which hears of trouble once a day. */
  async runBeside(): Promise<void> {
    try {
      await this.runOnce();
      this.toldAt = -Infinity;
    } catch (error) {
      if (this.stopped || this.clock.now() - this.toldAt < DAY_MS) return;
      this.toldAt = this.clock.now();
      const message = error instanceof Error ? error.message : String(error);
      this.logger.error(
        `Statistics could not be brought up to date: ${message} It is tried again each minute.`,
      );
    }
  }

  /** Ends after what it is about to count. */
  stop(): void {
    this.stopped = true;
  }

  /** Hours before the oldest week that is whole can't be counted: their executions are partly gone. */
  private async noteEverything(foundUntil: Date): Promise<boolean> {
    const since = new Date(wholeSince(await this.catalog.all(), foundUntil.getTime()));
    const noted = await this.underLock(async (client) => {
      await this.progress.noteEverything(client, since, foundUntil);
      return true;
    });
    return noted === true;
  }

  /** Counts in small transactions, so that nobody waits long. @returns whether all is counted */
  private async untilDone(count: CountStep): Promise<boolean> {
    while (!this.stopped) {
      const counted = await this.underLock(async (client, { finalUntil, daysUntil }) => {
        const { days, more } = await count(client, finalUntil, daysUntil);
        await this.days.addUpAgain(client, days);
        return { more };
      });
      if (counted === null) return false;
      this.hours = Math.min(this.hours * 2, MOST_HOURS);
      if (!counted.more) return true;
    }
    return false;
  }

  /** Adds up the first day that is over and has not been. @returns whether there may be another one */
  private async addUpDay(today: Date): Promise<boolean> {
    const more = await this.underLock(async (client, { daysUntil }) => {
      const day = daysUntil ?? (await this.days.oldest(client)) ?? today;
      if (day >= today) {
        await this.progress.daysUntil(client, today);
        return false;
      }
      await this.days.addUp(client, day);
      await this.progress.daysUntil(client, new Date(day.getTime() + DAY_MS));
      return true;
    });
    return more === true;
  }

  /** @returns null where somebody else counts */
  private async underLock<Result>(
    work: (client: pg.PoolClient, progress: RollUpProgress) => Promise<Result>,
  ): Promise<Result | null> {
    try {
      return await inTransaction(this.database.writes, async (client) => {
        const progress = await this.progress.lock(client);
        return progress === null ? null : work(client, progress);
      });
    } catch (error) {
      // the busiest jobs have so many executions in an hour that fewer of them fit into a statement
      if (sqlState(error) === TOO_LONG) this.hours = Math.max(1, Math.floor(this.hours / 4));
      throw error;
    }
  }
}

type CountStep = (client: pg.PoolClient, finalUntil: Date, daysUntil: Date | null) => Promise<Recounted>;
