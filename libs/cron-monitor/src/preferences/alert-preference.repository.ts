import type { IdGenerator, JobScope } from 'nestjs-tracked-cron';
import { inTransaction, type CronDatabase, type DatabaseClock } from 'nestjs-tracked-cron/internal';
import type pg from 'pg';
import type { StoredPreference } from './stored-preference.js';

/** One change of preferences at a time over all instances: revisions are counted one by one. */
const PREFERENCE_LOCK = 0x616c7270;
const SELECTED = `p.key, p.value, p.revision, p.set_at as "setAt", p.set_by as "setBy", p.reason,
  p.holds_until as "holdsUntil"`;

/** A change of a preference. */
export type NewPreference = Omit<StoredPreference, 'revision' | 'setAt'>;

/** What people set, and what they had set before. */
export class AlertPreferenceRepository {
  constructor(
    private readonly database: Pick<CronDatabase, 'tables' | 'writes'>,
    private readonly scope: JobScope,
    private readonly ids: IdGenerator,
    private readonly clock: Pick<DatabaseClock, 'now'>,
  ) {}

  /** The last word about each key, oldest first, run out or not. */
  async all(): Promise<StoredPreference[]> {
    const { rows } = await this.database.writes.query<StoredPreference>(
      `select ${SELECTED} from ${this.database.tables.alertPreferences} p
       where p.application = $1 and p.environment = $2 and p.replaced_at is null order by p.revision`,
      this.owner(),
    );
    return rows;
  }

  /**
   * @param check what was set before; throws to leave it as it is
   * @returns what was set before, and what is now
   */
  async set(
    wanted: NewPreference,
    check: (before: StoredPreference | null) => void,
  ): Promise<{ readonly before: StoredPreference | null; readonly after: StoredPreference }> {
    return inTransaction(this.database.writes, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [
        PREFERENCE_LOCK,
        this.owner().join('/'),
      ]);
      const before = await this.held(client, wanted.key);
      check(before);
      return { before, after: await this.replace(client, wanted) };
    });
  }

  private async held(client: pg.PoolClient, key: string): Promise<StoredPreference | null> {
    const { rows } = await client.query<StoredPreference>(
      `select ${SELECTED} from ${this.database.tables.alertPreferences} p
       where p.application = $1 and p.environment = $2 and p.key = $3 and p.replaced_at is null`,
      [...this.owner(), key],
    );
    return rows[0] ?? null;
  }

  private async replace(
    client: pg.PoolClient,
    { key, value, setBy, reason, holdsUntil }: NewPreference,
  ): Promise<StoredPreference> {
    const now = this.clock.now();
    const table = this.database.tables.alertPreferences;
    await client.query(
      `update ${table} set replaced_at = $4
       where application = $1 and environment = $2 and key = $3 and replaced_at is null`,
      [...this.owner(), key, new Date(now)],
    );
    const { rows } = await client.query<StoredPreference>(
      `insert into ${table} as p (id, application, environment, key, value, revision, set_at, set_by, reason, holds_until)
       select $3, $1, $2, $4, $5, 1 + coalesce(max(o.revision), 0), $6, $7, $8, $9
       from ${table} o where o.application = $1 and o.environment = $2
       returning ${SELECTED}`,
      [
        ...this.owner(),
        this.ids.next(now),
        key,
        value === null ? null : JSON.stringify(value),
        new Date(now),
        setBy,
        reason,
        holdsUntil,
      ],
    );
    return rows[0];
  }

  private owner(): [string, string] {
    return [this.scope.application, this.scope.environment];
  }
}
