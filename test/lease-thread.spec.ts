import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { ChildInstance } from './support/child-instance.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { createWitness } from './support/witness.js';

jest.setTimeout(60_000); // processes of their own, on a busy machine
const TTL = 3_000;

describe('an instance in a process of its own', () => {
  let database: TestDatabase;
  let folder: string;
  let children: ChildInstance[];

  beforeEach(async () => {
    database = await createTestDatabase();
    await createWitness(database);
    folder = await mkdtemp(join(tmpdir(), 'tracked-cron-child-'));
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.signal('SIGCONT');
    await Promise.all(children.map((child) => child.kill()));
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const start = async ({ blockMs = 0, loopStallLimit = 300_000 } = {}) => {
    const { url } = database;
    const module = { leaseTtl: TTL, loopStallLimit };
    const child = await ChildInstance.start({ url, witnessUrl: url, blockMs, module }, folder);
    children.push(child);
    return child;
  };
  const instance = async ({ pid }: ChildInstance) =>
    (
      await database.query<{ id: string; left: number; blocked: number | null; stopped: boolean }>(
        `select id, extract(epoch from lease_until - now())::float8 * 1000 as left, stopped_at is not null as stopped,
           extract(epoch from now() - event_loop_blocked_since)::float8 * 1000 as blocked
         from tracked_cron.cron_instances where pid = $1 order by started_at desc limit 1`,
        [pid],
      )
    )[0];
  const history = () =>
    database.query<{ id: string; status: string; epoch: number }>(
      'select id, status, epoch from tracked_cron.cron_job_executions order by id',
    );
  const witness = (what: string) =>
    database.query<{ execution_id: string; pid: number }>(
      'select execution_id, pid from witness where what = $1',
      [what],
    );

  it('keeps its lease while a handler blocks its event loop for twice as long, and shows that it is blocked', async () => {
    const [blocked] = [await start({ blockMs: 2 * TTL + 500 }), await start()];
    const { id: before } = await instance(blocked);
    const id = await blocked.trigger('block');
    const seen = await eventually(
      () => instance(blocked),
      ({ blocked }) => (blocked ?? 0) > TTL + 500,
    );
    expect(seen.left).toBeGreaterThan(0);
    await eventually(async () => (await history()).length);

    expect(await history()).toEqual([{ id, status: 'completed', epoch: 1 }]);
    expect(await witness('began')).toEqual([{ execution_id: id, pid: blocked.pid }]);
    expect(await witness('ended')).toHaveLength(1);
    await eventually(
      () => instance(blocked),
      ({ blocked }) => blocked === null,
    );
    expect(await instance(blocked)).toMatchObject({ id: before, stopped: false });
    const [{ blockedMs }] = await eventually(
      () => blocked.told('instance.loop-blocked'),
      ({ length }) => length === 1,
    );
    expect(blockedMs).toBeGreaterThan(2 * TTL);
    expect(blocked.log).toMatch(/The event loop was blocked for [67]\.\d s/);
  });

  it('is given up when its event loop stays blocked beyond loopStallLimit, and starts over when it turns again', async () => {
    const [blocked] = [await start({ blockMs: 4 * TTL, loopStallLimit: TTL }), await start()];
    const { id: before } = await instance(blocked);
    const id = await blocked.trigger('block');
    await eventually(async () => (await history()).length);
    expect(await history()).toEqual([{ id, status: 'lost', epoch: 2 }]);
    await eventually(() => blocked.told('instance.joined').length);
    expect((await instance(blocked)).id).not.toBe(before);
    expect(await history()).toHaveLength(1);
  });

  it('finds itself declared dead after it was stopped: what it runs is aborted, and its ends are refused', async () => {
    const [stopped] = [await start(), await start()];
    const id = await stopped.trigger('hold');
    await eventually(async () => (await witness('began')).length);
    const stoppedAt = performance.now();
    stopped.signal('SIGSTOP');
    await eventually(async () => (await history()).length);
    await eventually(() => performance.now() - stoppedAt > 2 * TTL);
    stopped.signal('SIGCONT');
    await eventually(() => stopped.told('execution.refused').length);

    expect(stopped.told('aborted')).toEqual([{ event: 'aborted', executionId: id }]);
    expect(await history()).toEqual([{ id, status: 'lost', epoch: 2 }]);
    await eventually(() => stopped.told('instance.joined').length);
    const again = await stopped.trigger('hold');
    stopped.release();
    await eventually(() => stopped.told('execution.ended').length);
    expect(await history()).toMatchObject([{ status: 'lost' }, { id: again, status: 'completed' }]);
  });

  it('ends when it is closed, thread and all, and leaves no connection behind', async () => {
    const child = await start();
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
