import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { CronDatabase } from '../database/cron-database.js';
import { resolveDatabaseOptions } from '../database/database.options.js';
import { UuidV7Generator } from '../id-generator.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { PartitionKeeper } from './partition-keeper.js';
import { PARTITIONED_TABLES } from './partitions.js';
import { PARTITION_WIDTH_MS } from './partitions.js';

const NOW = Date.parse('2026-03-04T12:00:00Z'); // a Wednesday, one day before a new partition
const WEEK = PARTITION_WIDTH_MS;

describe('PartitionKeeper', () => {
  let raw: TestDatabase;
  let database: CronDatabase;
  let clock: VirtualClock;
  let keeper: PartitionKeeper;

  beforeEach(async () => {
    raw = await createTestDatabase(null);
    database = new CronDatabase(resolveDatabaseOptions({ url: raw.url }), trackedCronTables);
    await database.open();
    clock = new VirtualClock(NOW);
    keeper = new PartitionKeeper(database, new VirtualDatabaseClock(clock));
  });
  afterEach(async () => {
    await database.close();
    await raw.drop();
  });

  const insert = (id: string, kept: 'short' | 'long') =>
    raw.query<{ partition: string }>(
      `insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, trigger,
         epoch, attempt, max_attempts, definition_version, kept, completed_at)
       values ($1, $1, 'a', 'e', 'j', 'completed', 'manual', 1, 1, 1, 1, $2, now())
       returning tableoid::regclass::text as partition`,
      [id, kept],
    );
  const idAt = (at: number) => new UuidV7Generator().next(at);

  it('makes the week before, this one and four ahead, of both classes and of log lines', async () => {
    expect(await keeper.runOnce()).toHaveLength(3 * 6);
    expect(await keeper.runOnce()).toEqual([]);
    clock.advance(WEEK);
    expect(await keeper.runOnce()).toEqual([
      'cron_job_executions_short_20260402',
      'cron_job_executions_long_20260402',
      'cron_job_log_chunks_20260402',
    ]);
  });

  it('makes each once when several instances begin together', async () => {
    const keepers = Array.from(
      { length: 4 },
      () => new PartitionKeeper(database, new VirtualDatabaseClock(clock)),
    );
    const made = await Promise.all(keepers.map((one) => one.runOnce()));
    expect(made.flat()).toHaveLength(3 * 6);
  });

  it('makes room for every id from a week ago to four weeks ahead, each in its own week', async () => {
    await keeper.runOnce();
    const thisWeek = Math.floor(NOW / WEEK) * WEEK;
    for (const [at, week] of [
      [thisWeek - WEEK, '20260219'],
      [thisWeek - 1, '20260219'],
      [thisWeek, '20260226'],
      [NOW, '20260226'],
      [thisWeek + WEEK - 1, '20260226'],
      [thisWeek + WEEK, '20260305'],
      [NOW + 4 * WEEK, '20260326'],
    ] as const) {
      for (const kept of ['short', 'long'] as const) {
        const [{ partition }] = await insert(idAt(at), kept);
        expect(partition).toBe(`tracked_cron.cron_job_executions_${kept}_${week}`);
      }
    }
  });

  it('makes what is missing when a row finds no place, and does the work again', async () => {
    const id = idAt(NOW);
    await expect(insert(id, 'long')).rejects.toThrow('no partition');
    await keeper.provideFor(() => insert(id, 'long'));
    // what it can't mend is said
    await expect(keeper.provideFor(() => insert(idAt(NOW + 100 * WEEK), 'long'))).rejects.toThrow(
      'no partition',
    );
  });

  it('makes room for a year behind the weeks when it is asked to, and moves it on as long as nothing is in it', async () => {
    const made = await keeper.makeRoom({ weeks: 8, reserve: true });
    expect(made).toHaveLength(PARTITIONED_TABLES.length * (1 + 1 + 8 + 1));
    expect(made).toContain('cron_job_executions_short_reserve_20260430');
    expect((await insert(idAt(NOW + 50 * WEEK), 'long'))[0].partition).toMatch(/long_reserve_20260430$/);
    await raw.query('delete from tracked_cron.cron_job_executions');
    clock.advance(4 * WEEK);
    expect(await keeper.runOnce()).toEqual([]); // four weeks are there still
    clock.advance(WEEK);
    expect(await keeper.runOnce()).toEqual([
      'cron_job_executions_short_20260430',
      'cron_job_executions_long_20260430',
      'cron_job_log_chunks_20260430',
      'cron_job_executions_short_reserve_20260507',
      'cron_job_executions_long_reserve_20260507',
      'cron_job_log_chunks_reserve_20260507',
    ]);
    expect((await insert(idAt(NOW + 50 * WEEK), 'long'))[0].partition).toMatch(/long_reserve_20260507$/);
  });

  it('leaves a reserve alone that is in use', async () => {
    await keeper.makeRoom({ weeks: 8, reserve: true });
    clock.advance(20 * WEEK);
    expect((await insert(idAt(clock.now()), 'short'))[0].partition).toMatch(/short_reserve_20260430$/);
    expect(await keeper.runOnce()).toEqual([]);
    clock.advance(41 * WEEK); // beyond what the reserve holds
    await keeper.runOnce();
    expect((await insert(idAt(clock.now()), 'short'))[0].partition).toMatch(/short_20270429$/);
  });

  it('lets a look-up by id read one partition of each class', async () => {
    await keeper.runOnce();
    const plan = await raw.query<{ 'QUERY PLAN': string }>(
      `explain (costs off) select * from tracked_cron.cron_job_executions where id = '${idAt(NOW)}'`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    const read = new Set(
      [...text.matchAll(/cron_job_executions_(?:short|long)_(\d{8}) /g)].map(([, week]) => week),
    );
    expect([...read]).toEqual(['20260226']);
    expect(text).not.toContain('Seq Scan');
  });

  it('does not wait for a reader of the history', async () => {
    const reader = await database.writes.connect();
    await reader.query('begin');
    await reader.query('select count(*) from tracked_cron.cron_job_executions');
    expect(await keeper.runOnce()).toHaveLength(3 * 6);
    await reader.query('rollback');
    reader.release();
  });
});
