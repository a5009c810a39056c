import type { Clock, JobScope } from 'nestjs-tracked-cron';
import { uuidV7Floor, type CronDatabase, type DatabaseClock } from 'nestjs-tracked-cron/internal';

const HOUR_MS = 3_600_000;
/** How long an incident that is over is kept, with its events; what people preferred before, too. */
const KEPT_MS = 365 * 24 * HOUR_MS;
/** Rows of a statement: few enough that nobody waits behind it. */
const BATCH = 5_000;

/** Forgets incidents a year after their end, and preferences a year after others took their place. */
export class IncidentRetention {
  private lastAt = -Infinity;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** Once an hour, however often it is called. */
  async runOnce(): Promise<void> {
    if (this.clock.monotonic() - this.lastAt < HOUR_MS) return;
    this.lastAt = this.clock.monotonic();
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
