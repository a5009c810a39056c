import { Injectable } from '@nestjs/common';
import {
  CronContext,
  Execution,
  PermanentError,
  TrackedCron,
  TransientError,
  type ExecutionDetails,
} from 'nestjs-tracked-cron';
import { PendingClaimer } from '../libs/tracked-cron/src/cluster/pending-claimer.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;
const waits = { initialDelay: '10s', jitter: 'none' } as const;

@Injectable()
class Jobs {
  readonly calls: { attempt: number; key: string; slot: Date | null }[] = [];
  /** What each call of the handler does, in order; nothing: it succeeds. */
  readonly answers: (() => unknown)[] = [];

  @TrackedCron('* * * * *', { name: 'import', keepResult: true, retryPolicy: { maxAttempts: 3, ...waits } })
  import(@Execution() { attempt, idempotencyKey, slot, metadata }: CronContext): unknown {
    this.calls.push({ attempt, key: idempotencyKey, slot });
    metadata.attempt = attempt;
    return this.answers.shift()?.() ?? { imported: 12 };
  }

  @TrackedCron('@never', { name: 'slow', timeout: '5s', retryPolicy: { maxAttempts: 2, ...waits } })
  slow(@Execution() { attempt, signal }: CronContext) {
    if (attempt > 1) return undefined;
    // it may be called when its time is over already
    signal.throwIfAborted();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }

  @TrackedCron('@never', {
    name: 'judging',
    retryPolicy: {
      maxAttempts: 5,
      ...waits,
      classify: (error) => (error instanceof RangeError ? 'permanent' : undefined),
    },
  })
  judging(): unknown {
    return this.answers.shift()?.();
  }

  @TrackedCron('@never', { name: 'once' })
  once() {
    throw new TransientError('no policy, no retry');
  }
}

const fails = (error: unknown) => () => {
  throw error;
};

describe('an execution that is tried again', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let instance: TestInstance;
  const others: TestInstance[] = [];

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(aQuietMinute());
    instance = await start();
  });
  afterEach(async () => {
    for (const one of [instance, ...others.splice(0)]) await one.close();
    await database.drop();
  });

  const start = () =>
    startInstance({ url: database.url, clock, providers: [Jobs], options: { drainTimeout: '3s' } });
  const jobs = (of = instance) => of.app.get(Jobs);
  const records = () =>
    database.query(
      `select job_name as job, status, reason, attempt, epoch, scheduled_at as slot
       from tracked_cron.cron_job_executions_all order by id`,
    );
  /** As a renewal of the lease does that hears of it. */
  const takeWhatWaits = ({ app }: TestInstance) => app.get(PendingClaimer, { strict: false }).runOnce();
  /** Moves to the next slot of `import`, whose attempt then fails. */
  async function failedSlot(error: unknown = new Error('feed is down')) {
    jobs().answers.push(fails(error));
    const retrying = instance.next('execution.retrying');
    clock.advance(MINUTE);
    const [{ executionId, retryAt }] = await retrying;
    return { executionId, retryAt };
  }

  it('keeps its id, its slot and its key over its attempts, and remembers those that failed', async () => {
    const { executionId, retryAt } = await failedSlot(
      Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    );
    const slot = new Date(clock.now());
    expect(retryAt).toEqual(new Date(clock.now() + 10_000));
    jobs().answers.push(fails(new Error('again')));
    const second = instance.next('execution.retrying');
    clock.advance(10_000);
    const [{ retryAt: last }] = await second;
    expect(last).toEqual(new Date(clock.now() + 20_000));
    const ended = instance.next('execution.ended');
    clock.advance(20_000);
    expect(await ended).toMatchObject([{ executionId, status: 'completed', attempt: 3, scheduledAt: slot }]);

    const key = jobs().calls[0].key;
    expect(jobs().calls).toEqual([1, 2, 3].map((attempt) => ({ attempt, key, slot })));
    const record = (await instance.manager.getExecution(executionId))!;
    expect(record).toMatchObject({
      status: 'completed',
      reason: null,
      attempt: 3,
      maxAttempts: 3,
      epoch: 3,
      startedAt: slot,
      completedAt: new Date(slot.getTime() + 30_000),
      result: { imported: 12 },
      metadata: { attempt: 3 },
      error: null,
    });
    expect(record.failedAttempts).toMatchObject([
      {
        attempt: 1,
        failure: 'transient',
        startedAt: slot,
        endedAt: slot,
        retryAt,
        error: { message: 'reset', code: 'ECONNRESET' },
      },
      {
        attempt: 2,
        failure: 'unclassified',
        startedAt: retryAt,
        retryAt: last,
        error: { errorClass: 'Error', message: 'again' },
      },
    ]);
    expect(record.failedAttempts.map(({ instanceId }) => instanceId)).toEqual([
      record.instanceId,
      record.instanceId,
    ]);
  });

  it('has failed when its last attempt has', async () => {
    jobs().answers.push(...Array.from({ length: 3 }, () => fails(new Error('down'))));
    const done = instance.manager.execute('import');
    for (const wait of [10_000, 20_000]) {
      await instance.next('execution.retrying');
      clock.advance(wait);
    }
    const record = await done;
    expect(record).toMatchObject({ status: 'failed', attempt: 3, reason: null, error: { message: 'down' } });
    expect(record.failedAttempts).toHaveLength(2);
  });

  it('holds its job’s lane while it waits: a slot that comes due is skipped', async () => {
    const { executionId } = await failedSlot(new TransientError('busy', { retryAfter: 300 }));
    const claimed = instance.next('slots.claimed');
    clock.advance(MINUTE);
    await claimed;
    expect(await records()).toMatchObject([
      { status: 'pending', attempt: 2 },
      { status: 'skipped', reason: 'overlap' },
    ]);
    await expect(instance.manager.triggerManually('import')).rejects.toMatchObject({ code: 'JOB_IN_FLIGHT' });
    const [{ inFlight }] = [await instance.manager.getStatus('import')];
    expect(inFlight).toMatchObject([
      { executionId, status: 'pending', attempt: 2, maxAttempts: 3, instanceId: null },
    ]);
    expect(inFlight[0].retryAt).toEqual(new Date(clock.now() - MINUTE + 310_000));
  });

  it('waits as long as it is asked to, and no longer than the policy allows', async () => {
    const at = clock.now() + MINUTE;
    const { retryAt } = await failedSlot(new TransientError('busy', { retryAfter: 100 * 3_600 }));
    expect(retryAt).toEqual(new Date(at + 3_600_000 + 10_000));
  });

  it.each([
    ['says so itself', 'import', new PermanentError('no such team')],
    ['its job says so', 'judging', new RangeError('no such team')],
  ] as const)('is not tried again where its error is permanent: %s', async (_, job, error) => {
    jobs().answers.push(fails(error));
    const record = await instance.manager.execute(job);
    expect(record).toMatchObject({ status: 'failed', reason: 'permanent', attempt: 1, failedAttempts: [] });
  });

  it('is not tried again where its job has no policy', async () => {
    expect(await instance.manager.execute('once')).toMatchObject({
      status: 'failed',
      reason: null,
      attempt: 1,
      maxAttempts: 1,
    });
  });

  it('has its whole timeout in each attempt', async () => {
    const done = instance.manager.execute('slow');
    await instance.next('execution.started');
    const retrying = instance.next('execution.retrying');
    clock.advance(5_000);
    expect(await retrying).toMatchObject([{ failure: 'timeout', attempt: 1, error: { code: 'TIMEOUT' } }]);
    clock.advance(10_000);
    expect(await done).toMatchObject({
      status: 'completed',
      attempt: 2,
      failedAttempts: [{ failure: 'timeout' }],
    });
  });

  it('stays in the database when its instance shuts down, and is taken by the next one', async () => {
    const { executionId } = await failedSlot();
    await instance.close();
    expect(await records()).toMatchObject([{ status: 'pending', attempt: 2, epoch: 1 }]);

    clock.advance(10_000);
    expect(await records()).toMatchObject([{ status: 'pending', attempt: 2, epoch: 1 }]);
    instance = await start();
    const ended = instance.next('execution.ended');
    expect(await takeWhatWaits(instance)).toBe(1);
    await ended;
    expect(jobs().calls).toMatchObject([{ attempt: 2 }]);
    const record = (await instance.manager.getExecution(executionId))!;
    expect(record).toMatchObject({ status: 'completed', attempt: 2, epoch: 2 });
    expect(record.failedAttempts[0].instanceId).not.toBe(record.instanceId);
  });

  it('is answered to whoever waits for it, although another instance has taken it over', async () => {
    jobs().answers.push(fails(new Error('down')));
    const done: Promise<ExecutionDetails> = instance.manager.execute('import');
    const [{ retryAt }] = await instance.next('execution.retrying');
    // another instance, whose clock is ahead, is faster
    const ahead = new VirtualClock(retryAt.getTime());
    const other = await startInstance({ url: database.url, clock: ahead, providers: [Jobs] });
    others.push(other);
    const ended = other.next('execution.ended');
    expect(await takeWhatWaits(other)).toBe(1);
    await ended;
    let record: ExecutionDetails | undefined;
    void done.then((answer) => (record = answer));
    await eventually(() => {
      clock.advance(2_000);
      return record !== undefined;
    });
    expect(record).toMatchObject({ status: 'completed', attempt: 2 });
    expect(jobs().calls).toHaveLength(1);
    expect(jobs(other).calls).toMatchObject([{ attempt: 2, key: jobs().calls[0].key }]);
  });

  it('is cancelled for good when its handler is aborted by a shutdown', async () => {
    const started = instance.next('execution.started');
    await instance.manager.triggerManually('slow');
    await started;
    const closing = instance.close();
    await eventually(() => {
      clock.advance(1_000);
      return database
        .query("select 1 from tracked_cron.cron_job_executions where status = 'cancelled'")
        .then(({ length }) => length === 1);
    });
    await closing;
    expect(await records()).toMatchObject([{ status: 'cancelled', reason: 'shutdown', attempt: 1 }]);
  });
});
