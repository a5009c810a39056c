import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron } from 'nestjs-tracked-cron';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

@Injectable()
class Jobs {
  finish!: () => void;
  enter!: (context: CronContext) => void;

  @TrackedCron('@every 1d', { overlap: 'allow' })
  async long(@Execution() context: CronContext) {
    this.enter(context);
    await new Promise<void>((resolve) => (this.finish = resolve));
  }

  @TrackedCron('@every 1d', { name: 'contexts', keepResult: true })
  async contexts(@Execution() context: CronContext) {
    const same = () => CronContext.current() === context;
    const beforeAwait = same();
    await Promise.resolve();
    return {
      beforeAwait,
      afterAwait: same(),
      timer: await new Promise((resolve) => setTimeout(() => resolve(same()), 0)),
      immediate: await new Promise((resolve) => setImmediate(() => resolve(same()))),
      nested: await Promise.all([1, 2].map(async () => (await Promise.resolve(), same()))),
      thenable: await Promise.resolve().then(() => same()),
    };
  }
}

describe('an execution', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [Jobs] });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  async function running(): Promise<{ context: CronContext; finish: () => Promise<unknown> }> {
    const jobs = instance.app.get(Jobs);
    const entered = new Promise<CronContext>((resolve) => (jobs.enter = resolve));
    const ended = instance.manager.execute('Jobs.long');
    const context = await entered;
    const finish = jobs.finish;
    return { context, finish: () => (finish(), ended) };
  }

  /** What is in the live table once a second has passed. */
  async function written(id: string) {
    instance.clock.advance(1_000);
    await instance.app.get(Journal).flush();
    return instance.manager.getExecution(id);
  }

  it('keeps the progress of its last second', async () => {
    const { context, finish } = await running();
    context.progress(0.9, 'nearly there');
    expect(await finish()).toMatchObject({
      status: 'completed',
      progress: expect.closeTo(0.9),
      progressMessage: 'nearly there',
      heartbeatAt: expect.any(Date),
    });
  });

  it('shows its progress within a second, bounded, and without what nobody may read', async () => {
    const { context, finish } = await running();
    context.progress(0.5, 'half of postgres://me:hunter2@db/x');
    const at = new Date(instance.clock.now());
    expect(await written(context.executionId)).toMatchObject({
      status: 'running',
      heartbeatAt: at,
      progress: 0.5,
      progressMessage: 'half of postgres://me:[redacted]@db/x',
    });
    context.progress(7, 'x'.repeat(10_000));
    const { progress, progressMessage } = (await written(context.executionId))!;
    expect(progress).toBe(1);
    expect(Buffer.byteLength(progressMessage!)).toBeLessThanOrEqual(500);
    await finish();
  });

  it('keeps its progress through the heartbeats of the same second, taken out of the context or not', async () => {
    const { context, finish } = await running();
    context.progress(0.25, 'a quarter');
    const { progress, heartbeat } = context;
    progress(NaN);
    heartbeat();
    expect(instance.manager.updateHeartbeat(context.executionId)).toBe(true);
    expect(await written(context.executionId)).toMatchObject({
      progress: 0.25,
      progressMessage: 'a quarter',
    });
    await finish();
  });

  it('does not lose its heartbeat to what another one writes', async () => {
    const one = await running();
    const other = await running();
    one.context.progress(0.1, 'a\0b');
    other.context.progress(0.2, 'fine');
    expect(await written(one.context.executionId)).toMatchObject({ progressMessage: 'a\ufffdb' });
    expect(await written(other.context.executionId)).toMatchObject({ progressMessage: 'fine' });
    await one.finish();
    await other.finish();
  });

  it('is silent once it has ended', async () => {
    const { context, finish } = await running();
    await finish();
    context.heartbeat();
    expect(instance.manager.updateHeartbeat(context.executionId)).toBe(false);
    expect(instance.manager.updateHeartbeat('nobody')).toBe(false);
    expect(await written(context.executionId)).toMatchObject({ status: 'completed', heartbeatAt: null });
  });

  it('can be found from everywhere below its handler, and from nowhere else', async () => {
    const outside: unknown[] = [];
    const stop = instance.manager.events.on('execution.ended', () => outside.push(CronContext.current()));
    expect(await instance.manager.execute('contexts')).toMatchObject({
      result: {
        beforeAwait: true,
        afterAwait: true,
        timer: true,
        immediate: true,
        nested: [true, true],
        thenable: true,
      },
    });
    stop();
    expect(outside).toEqual([undefined]);
    expect(CronContext.current()).toBeUndefined();
  });

  it('has one idempotency key, of its slot where it has one', async () => {
    const { context, finish } = await running();
    expect(context.idempotencyKey).toBe(context.executionId);
    expect(context).toMatchObject({ jobName: 'Jobs.long', slot: null, attempt: 1, trigger: 'manual' });
    await finish();
  });
});
