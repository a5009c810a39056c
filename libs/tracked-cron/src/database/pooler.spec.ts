import { NO_PGBOUNCER, PgBouncer } from '../../../../test/support/pgbouncer.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import { RetentionKeeper } from '../history/retention-keeper.js';
import { RollUpKeeper } from '../history/roll-ups/roll-up-keeper.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { CronDatabase } from './cron-database.js';
import { resolveDatabaseOptions, type DatabaseOptions } from './database.options.js';
import { inOneTrip, inTransaction } from './transaction.js';

const SETTINGS = ['jit', 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
const ASK = SETTINGS.map((name) => `current_setting('${name}') as ${name}`).join(', ');

// what can't be shown without the program is said, not passed over in silence
(NO_PGBOUNCER ? describe.skip : describe)(
  `behind PgBouncer${NO_PGBOUNCER ? ` (${NO_PGBOUNCER})` : ''}`,
  () => {
    let raw: TestDatabase;
    let bouncer: PgBouncer;
    const opened: CronDatabase[] = [];

    beforeAll(async () => {
      raw = await createTestDatabase(null);
      bouncer = await PgBouncer.start(raw.url, { mode: 'transaction', poolSize: 3 });
    });
    afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));
    afterAll(async () => {
      await bouncer.stop();
      await raw.drop();
    });

    const connect = (options: DatabaseOptions = {}, to = bouncer) => {
      const database = new CronDatabase(
        resolveDatabaseOptions({ ...options, url: to.through(raw.url) }),
        trackedCronTables,
      );
      opened.push(database);
      return database;
    };
    const pooled = async () => {
      const database = connect({ pooler: 'transaction' });
      await database.open();
      return database;
    };

    it('instances that boot together migrate once, although it has few connections', async () => {
      await Promise.all(Array.from({ length: 6 }, pooled));
      const rows = await raw.query('select name from tracked_cron.cron_migrations');
      expect(rows).toHaveLength(trackedCronTables.migrations.length);
    });

    it('each statement has its settings in force, each role its own', async () => {
      const database = await pooled();
      const inForce = (statement: string) => ({
        jit: 'off',
        statement_timeout: statement,
        lock_timeout: '10s',
        idle_in_transaction_session_timeout: '15s',
      });
      for (let round = 0; round < 3; round++) {
        const [write, lease, read] = await Promise.all([
          database.writes.query(`select ${ASK}`),
          database.lease.query(`select ${ASK}`),
          database.dataSource.query(`select ${ASK}`) as Promise<unknown>,
        ]);
        expect(write.rows).toEqual([inForce('30s')]);
        expect(lease.rows).toEqual([inForce('5s')]);
        expect(read).toEqual([inForce('5s')]);
      }
      // and none is left behind for whoever gets the connection next
      const stranger = connect({ pooler: 'transaction' });
      await inTransaction(stranger.writes, async (client) => {
        expect((await client.query('show jit')).rows).toEqual([{ jit: 'off' }]);
      });
      const direct = await raw.query<{ n: number }>(
        "select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name like 'tracked-cron%'",
      );
      expect(direct[0].n).toBeLessThanOrEqual(3);
    });

    it('transactions are whole, in one trip as in several, and a failed one is rolled back', async () => {
      const { writes } = await pooled();
      await raw.query('create table notes (what text primary key)');
      await inTransaction(writes, async (client) => {
        await client.query("insert into notes values ('a')");
        await client.query('savepoint s');
        await client.query("insert into notes values ('b')");
        await client.query('rollback to savepoint s');
      });
      const insert = { name: 'insert', text: 'insert into notes values ($1)', rowMode: 'array' } as const;
      await inOneTrip(writes, [
        { ...insert, values: ['c'] },
        { ...insert, values: ['d'] },
      ]);
      await expect(
        inOneTrip(writes, [
          { ...insert, values: ['e'] },
          { ...insert, values: ['c'] },
        ]),
      ).rejects.toMatchObject({ code: '23505' });
      await expect(writes.query("insert into notes values ('a')")).rejects.toMatchObject({ code: '23505' });
      expect(
        (await writes.query('select what from notes order by 1')).rows.map(({ what }) => what as string),
      ).toEqual(['a', 'c', 'd']);
    });

    it('no named statement is sent, so that none is missing or there already', async () => {
      const database = await pooled();
      const { writes } = database;
      const text = 'select $1::int as n';
      await Promise.all(
        Array.from({ length: 30 }, (_, n) => [
          writes.query({ name: 'same', text, values: [n] }),
          database.readPlannedOnce(text, [n]),
        ]).flat(),
      );
      const { rows } = await writes.query('select count(*)::int as n from pg_prepared_statements');
      expect(rows).toEqual([{ n: 0 }]);
    });

    it('partitions are made, moved and dropped', async () => {
      const database = await pooled();
      const week = 7 * 24 * 3_600_000;
      let now = Date.now();
      const clock = { now: () => now };
      const keeper = new PartitionKeeper(database, clock);
      expect(await keeper.makeRoom({ weeks: 8, reserve: true })).toHaveLength(33);
      now += 6 * week;
      expect(await keeper.runOnce()).toHaveLength(3 * 3);
      now += 30 * week;
      const { dropped, notNow } = await new RetentionKeeper(database, clock).runOnce();
      expect(dropped.length).toBeGreaterThan(20);
      expect(notNow).toEqual([]);
    });

    it('statistics are brought up to date', async () => {
      const keeper = new RollUpKeeper(
        await pooled(),
        { application: 'shop', environment: 'test' },
        { now: Date.now },
      );
      await keeper.open();
      expect(await keeper.runOnce()).toBe('done');
      expect(await keeper.runOnce()).toBe('not-now');
    });

    it('says what to write where nobody has said that it is there', async () => {
      await expect(connect().open()).rejects.toMatchObject({
        code: 'POOLER_UNDECLARED',
        message: expect.stringMatching(
          /unsupported startup parameter.*database: \{ pooler: 'transaction' \}/,
        ),
      });
      const swallowing = await PgBouncer.start(raw.url, {
        mode: 'transaction',
        poolSize: 3,
        ignore: 'options, statement_timeout, lock_timeout, idle_in_transaction_session_timeout',
      });
      try {
        await expect(connect({}, swallowing).open()).rejects.toMatchObject({ code: 'POOLER_UNDECLARED' });
      } finally {
        await Promise.all(opened.splice(0).map((one) => one.close()));
        await swallowing.stop();
      }
    });
  },
);
