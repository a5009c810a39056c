import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { CronContext, CronJobManager, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

@Injectable()
class Jobs {
  finish: () => void = () => {};
  private enter!: (context: CronContext) => void;
  /** Resolves when the handler has been called. */
  readonly entered = new Promise<CronContext>((resolve) => (this.enter = resolve));

  @TrackedCron('* * * * *')
  long(@Execution() context: CronContext) {
    this.enter(context);
    return new Promise<void>((resolve) => (this.finish = resolve));
  }

  @TrackedCron('@every 1d', { runsOn: 'nowhere' })
  elsewhere() {}
}

describe('shutdown', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeEach(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      providers: [Jobs],
      options: { drainTimeout: '10s' },
    });
  });
  afterEach(async () => {
    await instance.close();
    await database.drop();
  });

  async function startLong(): Promise<string> {
    const started = instance.next('execution.started');
    instance.clock.advance(60_000);
    await instance.app.get(Jobs).entered;
    return (await started)[0].executionId;
  }

  const row = async (id: string) =>
    (
      await database.query<{ status: string; reason: string | null }>(
        'select status, reason from tracked_cron.cron_job_executions where id = $1',
        [id],
      )
    )[0];

  async function expectNothingLeft(): Promise<void> {
    const [left] = await database.query(
      `select (select count(*)::integer from tracked_cron.cron_job_live) as live,
        (select count(*)::integer from tracked_cron.cron_instances where stopped_at is null) as alive`,
    );
    expect(left).toEqual({ live: 0, alive: 0 });
    // the server notices a moment after the client that one is closed
    await eventually(async () => (await connections()) === 0);
  }

  async function connections(): Promise<number> {
    const [{ open }] = await database.query<{ open: number }>(
      `select count(*)::integer as open from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and application_name <> ''`,
    );
    return open;
  }

  it('waits for what runs, and records its end', async () => {
    const id = await startLong();
    const closed = instance.close();
    instance.app.get(Jobs).finish();
    await closed;
    expect(await row(id)).toEqual({ status: 'completed', reason: null });
    await expectNothingLeft();
  });

  it('aborts what takes longer than the drain time', async () => {
    const id = await startLong();
    const { signal } = await instance.app.get(Jobs).entered;
    const ended = instance.next('execution.ended');
    const closed = instance.close();
    await draining();
    instance.clock.advance(10_000);
    await ended;
    await closed;
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ name: 'ExecutionCancelledError', by: 'shutdown' });
    expect(await row(id)).toEqual({ status: 'cancelled', reason: 'shutdown' });
    await expectNothingLeft();
  });

  it('starts nothing new, by slot or by hand, but lets what runs read', async () => {
    await startLong();
    const manager = instance.app.get(CronJobManager);
    const started = jest.fn();
    instance.manager.events.on('execution.started', started);
    const closed = instance.close();
    await draining();
    await expect(manager.execute('Jobs.long')).rejects.toThrow('The application is shutting down.');
    await expect(manager.triggerManually('Jobs.long')).rejects.toMatchObject({ code: 'NOT_READY' });
    expect((await manager.getHistory()).items).toHaveLength(1);
    instance.clock.advance(9_000);
    instance.app.get(Jobs).finish();
    await closed;
    expect(started).not.toHaveBeenCalled();
    await expect(manager.getHistory()).rejects.toThrow('The application is shutting down.');
    await expectNothingLeft();
  });

  it('can be asked for twice', async () => {
    await instance.close();
    await instance.close();
    await expectNothingLeft();
  });

  /** Waits until shutdown has come to its drain: from then on the manager refuses what starts. */
  async function draining(): Promise<void> {
    const manager = instance.app.get(CronJobManager);
    for (;;) {
      const refused = await manager.triggerManually('nobody').catch((error: { code: string }) => error.code);
      if (refused === 'NOT_READY') break;
      await new Promise(setImmediate);
    }
    // the drain's timer is set once the claims under way are through
    await new Promise(setImmediate);
    await new Promise(setImmediate);
  }
});
