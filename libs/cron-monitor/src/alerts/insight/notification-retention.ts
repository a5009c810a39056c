import type { Clock } from 'nestjs-tracked-cron';
import { uuidV7Floor, type CronDatabase, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type { CronMonitorSettings } from '../../cron-monitor.settings.js';
import type { Scope } from '../scope.js';

const HOUR_MS = 3_600_000;
/** How long it is known who was told of what. */
const KEPT_MS = 90 * 24 * HOUR_MS;
/** How long a message waits for an instance that knows its channel, while a deployment is under way. */
const UNKNOWN_MS = HOUR_MS;
/** Rows of a statement: few enough that nobody waits behind it. */
const BATCH = 5_000;

/** Forgets notifications after 90 days, and lets go of what is for a channel that is in nobody's code any more. */
export class NotificationRetention {
  private lastAt = -Infinity;

  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: Scope,
    private readonly settings: Pick<CronMonitorSettings, 'channels'>,
    private readonly clock: Clock,
    private readonly databaseClock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** Once an hour, however often it is called. */
  async runOnce(): Promise<void> {
    if (this.clock.monotonic() - this.lastAt < HOUR_MS) return;
    this.lastAt = this.clock.monotonic();
    const { notifications } = this.database.tables;
    const { application, environment } = this.scope;
    const now = this.databaseClock.now();
    await this.database.writes.query(
      `update ${notifications} set state = 'suppressed', why = 'channel_off', claimed_until = null
       where application = $1 and environment = $2 and state in ('pending', 'sending')
         and not channel = any($3::text[]) and created_at < $4`,
      [application, environment, this.settings.channels.map(({ name }) => name), new Date(now - UNKNOWN_MS)],
    );
    let deleted: number | null;
    do {
      ({ rowCount: deleted } = await this.database.writes.query(
        `delete from ${notifications} where id = any(array(
           select id from ${notifications} where application = $1 and environment = $2 and id < $3::uuid
           order by id limit ${BATCH} for update skip locked))`,
        [application, environment, uuidV7Floor(now - KEPT_MS)],
      ));
    } while (deleted === BATCH);
  }
}
