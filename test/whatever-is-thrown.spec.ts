import { Injectable } from '@nestjs/common';
import { CronContext, Execution, TrackedCron, type ExecutionRecord } from 'nestjs-tracked-cron';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const cyclic: Record<string, unknown> = { title: 'cyclic' };
cyclic.self = cyclic;

const unreadable = new Error('x');
for (const key of ['stack', 'message', 'name', 'cause']) {
  Object.defineProperty(unreadable, key, {
    get() {
      throw new Error(`no ${key}`);
    },
  });
}

const thrown: [string, unknown, string, string | RegExp][] = [
  ['a text', 'plain', 'string', 'plain'],
  ['undefined', undefined, 'undefined', 'undefined'],
  ['null', null, 'null', 'null'],
  ['a number', 0, 'number', '0'],
  ['a symbol', Symbol('s'), 'symbol', 'Symbol(s)'],
  ['a cyclic object', cyclic, 'Object', /cyclic/],
  ['10 MB', new Error('x'.repeat(10_000_000)), 'Error', /cut, 10000000 characters in all/],
  ['an error that can not be read', unreadable, 'Error', /./],
  ['NUL and half a character', new Error('a\0b\ud800c'), 'Error', 'a\ufffdb\ufffdc'],
  ['several errors', new AggregateError([new Error('one'), new Error('two')]), 'AggregateError', 'one; two'],
  ['a secret', new Error('postgres://me:hunter2@db/x'), 'Error', 'postgres://me:[redacted]@db/x'],
];

const state: {
  error: unknown;
  result: unknown;
  metadata: Record<string, unknown>;
  settle: () => void;
  signals: AbortSignal[];
} = { error: undefined, result: undefined, metadata: {}, settle: () => {}, signals: [] };

@Injectable()
class Jobs {
  @TrackedCron('* * * * *')
  sync() {
    throw state.error;
  }

  @TrackedCron('* * * * *')
  async async() {
    await Promise.resolve();
    throw state.error;
  }

  @TrackedCron('* * * * *')
  good() {}

  @TrackedCron('@every 1d', { keepResult: true, assert: (result) => result !== 'bad' || 'it was bad' })
  result(@Execution() context: CronContext) {
    Object.assign(context.metadata, state.metadata);
    return state.result;
  }

  @TrackedCron('@every 1d', { timeout: '5s' })
  hanging(@Execution() context: CronContext) {
    state.signals.push(context.signal);
    return new Promise<void>((resolve) => (state.settle = resolve));
  }
}

describe('a tracked job', () => {
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

  it.each(thrown.map(([what]) => what))(
    'that throws %s is one failed record, and the others run on',
    async (what) => {
      const [, error, errorClass, message] = thrown.find(([one]) => one === what)!;
      state.error = error;
      const ended = instance.next('execution.ended', 3);
      instance.clock.advance(60_000);
      const slot = new Date(instance.clock.now());
      const events = await ended;
      expect(events.map(({ scheduledAt }) => scheduledAt)).toEqual([slot, slot, slot]);

      for (const jobName of ['Jobs.sync', 'Jobs.async']) {
        const { items } = await instance.manager.getHistory({ jobName, limit: 2 });
        expect(items.filter(({ scheduledAt }) => scheduledAt!.getTime() === slot.getTime())).toHaveLength(1);
        expect(items[0]).toMatchObject({ status: 'failed', reason: null, error: { errorClass } });
        const kept = items[0].error!.message;
        if (typeof message === 'string') expect(kept).toBe(message);
        else expect(kept).toMatch(message);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(8 * 1024);
      }
      const { items } = await instance.manager.getHistory({ jobName: 'Jobs.good', limit: 1 });
      expect(items[0]).toMatchObject({ status: 'completed', scheduledAt: slot });
    },
  );

  describe('that never settles', () => {
    async function timeOut(): Promise<ExecutionRecord> {
      const started = instance.next('execution.started');
      const record = instance.manager.execute('Jobs.hanging');
      await started;
      instance.clock.advance(5_000);
      return record;
    }

    it('has timed out at once, with a signal that says so', async () => {
      expect(await timeOut()).toMatchObject({
        status: 'timed_out',
        reason: 'timeout',
        durationMs: 5_000,
        error: {
          errorClass: 'TimeoutError',
          message: '"Jobs.hanging" did not finish within its timeout of 5 s.',
        },
      });
      const signal = state.signals.at(-1)!;
      expect(signal.aborted).toBe(true);
      expect(signal.reason).toMatchObject({ name: 'TimeoutError', code: 'TIMEOUT' });
      // its handler holds the lane until it returns
      state.settle();
      await eventually(
        async () => (await instance.manager.getStatus('Jobs.hanging')).inFlight,
        (inFlight) => inFlight.length === 0,
      );
    });

    it('keeps that record when it settles after all', async () => {
      const { id } = await timeOut();
      const ends: string[] = [];
      const stop = instance.manager.events.on('execution.ended', ({ executionId }) => ends.push(executionId));
      state.settle();
      await instance.manager.execute('Jobs.result');
      stop();
      expect(ends).not.toContain(id);
      expect(await instance.manager.getExecution(id)).toMatchObject({ status: 'timed_out' });
    });
  });

  it.each<[string, unknown, unknown]>([
    ['small', { imported: 12 }, { imported: 12 }],
    ['cyclic', cyclic, { omitted: expect.stringContaining('circular') }],
    ['a bigint', 10n, { omitted: 'Do not know how to serialize a BigInt' }],
    ['huge', 'x'.repeat(100_000), { omitted: '100002 characters of JSON are more than are kept' }],
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['nothing', undefined, null],
  ])('may answer and note what is %s', async (_, value, kept) => {
    state.result = value;
    state.metadata = { value };
    const record = await instance.manager.execute('Jobs.result');
    expect(record).toMatchObject({ status: 'completed', error: null });
    expect(record.result).toEqual(kept);
    if (kept !== null && !Object.hasOwn(kept as object, 'omitted'))
      expect(record.metadata).toEqual({ value: kept });
  });

  it('whose assertion objects has failed', async () => {
    state.result = 'bad';
    state.metadata = {};
    expect(await instance.manager.execute('Jobs.result')).toMatchObject({
      status: 'failed',
      reason: 'assertion',
      error: { errorClass: 'AssertionError', message: 'it was bad' },
    });
  });

  it('is recorded although a listener of its events fails', async () => {
    const listeners = [
      () => {
        throw undefined;
      },
      async () => {
        throw null;
      },
    ];
    const stops = listeners.map((listener) => instance.manager.events.on('execution.started', listener));
    state.result = 1;
    expect(await instance.manager.execute('Jobs.result')).toMatchObject({ status: 'completed', result: 1 });
    for (const stop of stops) stop();
  });
});
