import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { ChildInstance } from './support/child-instance.js';
import { eventually } from './support/eventually.js';
import { PostgresProxy } from './support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { createWitness } from './support/witness.js';

jest.setTimeout(60_000); // processes of their own, on a busy machine
const RUNS = 25;

describe('runs that finish while the database is away', () => {
  let database: TestDatabase;
  let proxy: PostgresProxy;
  let folder: string;
  let children: ChildInstance[];

  beforeEach(async () => {
    database = await createTestDatabase();
    await createWitness(database);
    proxy = await PostgresProxy.before(database.url);
    folder = await mkdtemp(join(tmpdir(), 'tracked-cron-child-'));
    children = [];
  });
  afterEach(async () => {
    await Promise.all(children.map((child) => child.kill()));
    await proxy.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const start = async () => {
    const child = await ChildInstance.start({ url: proxy.url, witnessUrl: database.url }, folder);
    children.push(child);
    return child;
  };
  const spool = join('.tracked-cron', 'spool');
  const files = () => readdir(join(folder, spool)).catch(() => [] as string[]);
  const lines = async () => {
    const [file] = await files();
    return file === undefined
      ? 0
      : (await readFile(join(folder, spool, file), 'utf8')).split('\n').length - 2;
  };
  const history = () =>
    database.query<{ id: string; status: string }>(
      'select id, status from tracked_cron.cron_job_executions order by id',
    );

  it('are each in the history once after the process was killed and started again', async () => {
    const first = await start();
    const ids: string[] = [];
    for (let n = 0; n < RUNS; n++) ids.push(await first.trigger('hold'));
    await eventually(async () => (await database.query('select 1 from witness')).length === RUNS);
    expect(await files()).toEqual([]);
    await proxy.refuse();
    first.release();
    await eventually(async () => (await lines()) === RUNS);
    await first.kill();
    await proxy.accept();
    expect(await history()).toEqual([]);

    const second = await start();
    await eventually(async () => (await files()).length === 0);
    expect(await history()).toEqual(ids.toSorted().map((id) => ({ id, status: 'completed' })));
    expect(await database.query('select id from tracked_cron.cron_job_live')).toEqual([]);
    await eventually(() => second.log.includes(`${RUNS} were recorded`));
    // nothing is written to disk while the database answers
    await second.trigger('hold');
    await eventually(async () => (await database.query('select 1 from witness')).length === RUNS + 1);
    second.release();
    await eventually(() => second.told('execution.ended').length);
    expect(await files()).toEqual([]);
  });
});
