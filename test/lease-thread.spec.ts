import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { ChildInstance } from './support/child-instance.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { createWitness } from './support/witness.js';

jest.setTimeout(60_000); // a process of its own, on a busy machine

// what happens to it when it is stopped, or its event loop blocked, is proved in test/faults (F4, F5)
describe('an instance in a process of its own', () => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    await createWitness(database);
    folder = await mkdtemp(join(tmpdir(), 'tracked-cron-child-'));
  });
  afterEach(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  it('ends when it is closed, thread and all, and leaves no connection behind', async () => {
    const { url } = database;
    const child = await ChildInstance.start({ url, witnessUrl: url, module: { leaseTtl: 3_000 } }, folder);
    await child.close();
    const [{ connections, alive }] = await database.query<{ connections: number; alive: number }>(
      `select (select count(*)::integer from pg_stat_activity
         where datname = current_database() and application_name like 'tracked-cron%') as connections,
         (select count(*)::integer from tracked_cron.cron_instances where stopped_at is null) as alive`,
    );
    expect({ connections, alive }).toEqual({ connections: 0, alive: 0 });
    expect(child.log).toBe('');
  });
});
