import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer, JobScope } from 'nestjs-tracked-cron';
import { uuidV7Floor, type CronDatabase, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { MonitorLoop } from '../monitor-loop.js';

const HOUR_MS = 3_600_000;
/** How long an incident that is over is kept, with its events; what people preferred before, too. */
const KEPT_MS = 365 * 24 * HOUR_MS;
/** Rows of a statement: few enough that nobody waits behind it. */
const BATCH = 5_000;

/** Soon after a start, so that processes that live for less than an hour do their part. */
const FIRST_MS = 60_000;

/** Forgets incidents a year after their end, and preferences a year after others took their place. Once an hour, on any instance. */
export class IncidentRetention implements MonitorLoop {
  private readonly logger = new Logger('TrackedCron');
  private timer: ClockTimer | undefined;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {}

  start(): void {
    this.runAfter(FIRST_MS);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.timer?.cancel();
    await this.running;
  }

  async runOnce(): Promise<void> {
    const { incidents, incidentEvents, alertPreferences } = this.database.tables;
    const before = this.databaseClock.now() - KEPT_MS;
    const at = new Date(before);
    const born = uuidV7Floor(before);
    await this.delete(incidents, 't.id < $3::uuid and t.resolved_at < $4', [born, at]);
    // what is open for longer than a year keeps all that happened to it
    const left = `t.id < $3::uuid and not exists (select from ${incidents} i where i.id = t.incident_id)`;
    await this.delete(incidentEvents, left, [born]);
    await this.delete(alertPreferences, 't.replaced_at < $3', [at]);
  }

  private runAfter(ms: number): void {
    if (this.stopped) return;
    this.timer = this.clock.after(ms, () => (this.running = this.runAndGoOn()));
    this.timer.unref();
  }

  private async runAndGoOn(): Promise<void> {
    try {
      await this.runOnce();
    } catch (error) {
      this.logger.warn(
        `Old incidents could not be deleted (${(error as Error).message}): tried again in an hour.`,
      );
    }
    this.runAfter(HOUR_MS);
  }

  private async delete(table: string, condition: string, bounds: readonly unknown[]): Promise<void> {
    const { application, environment } = this.scope;
    let deleted: number | null;
    do {
      ({ rowCount: deleted } = await this.database.writes.query(
        `delete from ${table} where id = any(array(
           select t.id from ${table} t where t.application = $1 and t.environment = $2 and ${condition}
           limit ${BATCH} for update skip locked))`,
        [application, environment, ...bounds],
      ));
    } while (deleted === BATCH);
  }
}
