import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { Membership } from '../libs/tracked-cron/src/cluster/membership.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;

/** A handler under way, as the test ends it. */
interface Call {
  readonly slot: Date | null;
  readonly signal: AbortSignal;
  finish(): void;
}

@Injectable()
class Jobs {
  readonly calls: Call[] = [];

  @TrackedCron('* * * * *', { name: 'queued', overlap: 'queue' })
  queued(@Execution() context: CronContext): Promise<void> {
    return this.call(context);
  }

  @TrackedCron('* * * * *', { name: 'newest', overlap: 'cancelPrevious' })
  newest(@Execution() context: CronContext): Promise<void> {
    return this.call(context, true);
  }

  @TrackedCron('* * * * *', { name: 'deaf', timeout: '20s' })
  deaf(@Execution() context: CronContext): Promise<void> {
    return this.call(context);
  }

  @TrackedCron('* * * * *', { name: 'released', timeout: '20s', zombie: 'release' })
  released(@Execution() context: CronContext): Promise<void> {
    return this.call(context);
  }

  private call(context: CronContext, listens = false): Promise<void> {
    return new Promise((resolve, reject) => {
      const { slot, signal } = context;
      if (listens) signal.addEventListener('abort', () => reject(signal.reason as Error));
      this.calls.push({ slot, signal, finish: resolve });
    });
  }
}

describe('a job that is in flight when its next slot comes due', () => {
  let database: TestDatabase;
  const instances: TestInstance[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    for (const { app } of instances) for (const { finish } of app.get(Jobs).calls) finish();
    await Promise.all(instances.splice(0).map((instance) => instance.close()));
    await database.drop();
  });

  async function start(only: string, clock = new VirtualClock(aQuietMinute())) {
    const instance = await startInstance({ url: database.url, clock, providers: [Jobs] });
    instances.push(instance);
    for (const { jobName } of await instance.manager.getJobs())
      if (jobName !== only) await instance.manager.pause(jobName);
    const { calls } = instance.app.get(Jobs);
    return { ...instance, calls, membership: instance.app.get(Membership, { strict: false }) };
  }
  const minute = async ({ clock, next }: TestInstance) => {
    const claimed = next('slots.claimed');
    clock.advance(MINUTE);
    await claimed;
  };
  const begun = (calls: Call[], count: number) =>
    eventually(
      () => calls,
      ({ length }) => length === count,
    );
  const records = async ({ manager }: TestInstance, jobName: string) =>
    (await manager.getHistory({ jobName, sort: 'scheduledAt' })).items;
  const statuses = async (instance: TestInstance, jobName: string) =>
    (await records(instance, jobName)).map(({ status, reason }) => (reason ? `${status} ${reason}` : status));

  it('runs the slots that waited as soon as the one before has ended, under their own due times', async () => {
    const instance = await start('queued');
    const { calls, clock } = instance;
    const began = clock.now();
    for (let slot = 0; slot < 3; slot++) await minute(instance);
    await begun(calls, 1);
    expect(await statuses(instance, 'queued')).toEqual(['running', 'pending', 'pending']);
    expect((await instance.manager.getStatus('queued')).inFlight.map(({ status }) => status).sort()).toEqual([
      'pending',
      'pending',
      'running',
    ]);
    for (const nth of [0, 1]) {
      calls[nth].finish();
      await begun(calls, nth + 2);
    }
    expect(calls.map(({ slot }) => slot!.getTime() - began)).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE]);
    expect(await statuses(instance, 'queued')).toEqual(['completed', 'completed', 'running']);
  });

  it('keeps what waits over a restart', async () => {
    const instance = await start('queued');
    for (let slot = 0; slot < 2; slot++) await minute(instance);
    await begun(instance.calls, 1);
    instances.length = 0;
    const closing = instance.close();
    instance.calls[0].finish();
    await closing;
    expect(instance.calls).toHaveLength(1);

    const successor = await start('queued', instance.clock);
    await successor.membership.runOnce();
    await begun(successor.calls, 1);
    expect(await statuses(successor, 'queued')).toEqual(['completed', 'running']);
  });

  it('cancels the one before where that is asked for, wherever it runs', async () => {
    const clock = new VirtualClock(aQuietMinute());
    const first = await start('newest', clock);
    await minute(first);
    await begun(first.calls, 1);
    await minute(first);
    await begun(first.calls, 2);
    const [previous] = first.calls;
    expect(previous.signal.reason).toMatchObject({ code: 'CANCELLED', by: 'replaced' });
    await eventually(
      () => statuses(first, 'newest'),
      (found) => found[0] === 'cancelled replaced',
    );

    // the second instance claims the next slot, the first hears of it when it renews
    const { Scheduler } = await import('../libs/tracked-cron/src/schedule/scheduler.js');
    await first.app.get(Scheduler, { strict: false }).stop();
    const second = await start('newest', clock);
    await minute(second);
    await begun(second.calls, 1);
    expect(first.calls[1].signal.aborted).toBe(false);
    await first.membership.runOnce();
    expect(first.calls[1].signal.aborted).toBe(true);
    await eventually(
      () => statuses(second, 'newest'),
      (found) => found[1] === 'cancelled replaced',
    );
    expect((await statuses(second, 'newest')).at(2)).toBe('running');
  });

  it('counts a handler that goes on after its timeout as in flight until it returns', async () => {
    const instance = await start('deaf');
    const { calls, clock, manager } = instance;
    await minute(instance);
    await begun(calls, 1);
    const timedOut = instance.next('execution.ended');
    clock.advance(20_000);
    await timedOut;
    const { inFlight, lastSlots } = await manager.getStatus('deaf');
    expect(inFlight).toMatchObject([{ status: 'running', givenUp: true }]);
    expect(lastSlots.map(({ status }) => status)).toEqual(['timed_out']);
    expect(await statuses(instance, 'deaf')).toEqual(['timed_out timeout']);
    await expect(manager.triggerManually('deaf')).rejects.toMatchObject({ code: 'JOB_IN_FLIGHT' });
    await minute(instance);
    expect(await statuses(instance, 'deaf')).toEqual(['timed_out timeout', 'skipped overlap']);

    calls[0].finish();
    await eventually(
      async () => (await manager.getStatus('deaf')).inFlight,
      (found) => found.length === 0,
    );
    await minute(instance);
    await begun(calls, 2);
    const { id } = (await records(instance, 'deaf'))[0];
    expect(await manager.getExecution(id)).toMatchObject({ status: 'timed_out', reason: 'timeout' });
  });

  it('frees the lane of a handler that goes on when its instance ends, in an orderly way or not', async () => {
    const clock = new VirtualClock(aQuietMinute());
    for (const orderly of [true, false]) {
      const instance = await start('deaf', clock);
      await minute(instance);
      await begun(instance.calls, 1);
      const timedOut = instance.next('execution.ended');
      instance.clock.advance(20_000);
      await timedOut;
      const zombies = "select id from tracked_cron.cron_job_live where status = 'zombie'";
      expect(await database.query(zombies)).toHaveLength(1);
      if (!orderly) {
        await database.query("update tracked_cron.cron_instances set lease_until = now() - interval '1 s'");
        const { InstanceRepository } =
          await import('../libs/tracked-cron/src/cluster/instance.repository.js');
        const lost = await instance.app.get(InstanceRepository, { strict: false }).sweep();
        expect(lost).toEqual([]);
        expect(await database.query(zombies)).toEqual([]);
      }
      await instance.close();
      instances.length = 0;
      expect(await database.query(zombies)).toEqual([]);
      await database.query('delete from tracked_cron.cron_job_executions');
    }
  });

  it('lets the next slot run beside such a handler where the job says so', async () => {
    const instance = await start('released');
    const { calls, clock, manager } = instance;
    await minute(instance);
    await begun(calls, 1);
    const timedOut = instance.next('execution.ended');
    clock.advance(20_000);
    await timedOut;
    expect((await manager.getStatus('released')).inFlight).toEqual([]);
    await minute(instance);
    await begun(calls, 2);
  });
});
