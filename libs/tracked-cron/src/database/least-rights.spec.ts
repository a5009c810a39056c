import { Logger } from '@nestjs/common';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { PartitionKeeper } from '../history/partition-keeper.js';
import type { TrackedCronError } from '../tracked-cron.error.js';
import { trackedCronTables } from '../tracked-cron.entities.js';
import { CronDatabase } from './cron-database.js';
import { resolveDatabaseOptions } from './database.options.js';
import { runtimeGrants } from '../cli/database/runtime-grants.js';

// what these specs provoke is not for people to read
Logger.overrideLogger(false);

const WEEK = 7 * 24 * 3_600_000;

describe('a role that may only read and write', () => {
  let database: TestDatabase;
  let opened: CronDatabase[];
  let role: string;
  const clock = new VirtualClock();

  beforeEach(async () => {
    database = await createEmptyDatabase();
    opened = [];
    role = `r_${new URL(database.url).pathname.slice(3)}`;
    await database.query(`create role ${role} login password 'secret'`);
  });
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await database.query(`drop owned by ${role}`);
    await database.query(`drop role ${role}`);
    await database.drop();
  });

  const as = (user?: string) => {
    const url = new URL(database.url);
    if (user) [url.username, url.password] = [user, 'secret'];
    const one = new CronDatabase(resolveDatabaseOptions({ url: url.href }), trackedCronTables);
    opened.push(one);
    return one;
  };
  const keeper = (of: CronDatabase) => new PartitionKeeper(of, new VirtualDatabaseClock(clock));

  it('that owns its schema runs migrations without the right to create schemas', async () => {
    await database.query(`create schema tracked_cron authorization ${role}`);
    await expect(as(role).open()).resolves.toBeUndefined();
  });

  it('is told in time which partitions somebody else must make, and with which SQL', async () => {
    const owner = as();
    await owner.open();
    await keeper(owner).runOnce();
    for (const grant of runtimeGrants('tracked_cron', role)) await database.query(grant);
    const limited = as(role);
    await limited.open();
    expect((await keeper(limited).room()).warning).toBeNull();
    clock.advance(WEEK);
    expect(await keeper(limited).runOnce()).toEqual([]);
    const { warning, madeUntil } = await keeper(limited).room();
    expect(warning).toMatch(/are made until 20.*this role may not make more. Run npx tracked-cron maintain/);
    expect(madeUntil - clock.now()).toBeGreaterThan(3 * WEEK);
    expect((await keeper(owner).room()).warning).toBeNull();

    clock.advance(5 * WEEK);
    const refusal = (await keeper(limited)
      .runOnce()
      .catch((error: unknown) => error)) as TrackedCronError;
    expect(refusal).toMatchObject({ code: 'PARTITIONS_MISSING' });
    await database.query(refusal.details.sql as string);
    expect(await keeper(limited).runOnce()).toEqual([]);
  });
});
