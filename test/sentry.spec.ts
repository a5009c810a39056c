import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import * as Sentry from '@sentry/node';
import { CronContext, Execution, TrackedCron, type ExecutionDetails } from 'nestjs-tracked-cron';
import { CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { endsOf } from './support/ends-of.js';
import { forgetSentryAfterwards, shapingOnly } from './support/forget-sentry.js';
import { LoopbackSentry } from './support/loopback-sentry.js';
import type { CheckInPayload, ErrorPayload, SpanPayload } from './support/sentry-payloads.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const MINUTE = 60_000;
const waits = { initialDelay: '10s', jitter: 'none' } as const;

@Injectable()
class Jobs {
  work: (ctx: CronContext) => unknown = () => {};
  slowIsCalled = () => {};

  @TrackedCron('@never', { name: 'billing.invoices', group: 'billing', overlap: 'allow' })
  invoices(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'import', retryPolicy: { maxAttempts: 3, ...waits } })
  import(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }

  @TrackedCron('@never', { name: 'slow', timeout: '5s' })
  slow(@Execution() { signal }: CronContext) {
    this.slowIsCalled();
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }

  @TrackedCron('* * * * *', {
    name: 'everyMinute',
    timeZone: 'Europe/Riga',
    alertThresholds: { startDeadline: '3m' },
  })
  everyMinute(@Execution() ctx: CronContext) {
    return this.work(ctx);
  }
}

forgetSentryAfterwards();

describe('Sentry', () => {
  let ingest: LoopbackSentry;
  let database: TestDatabase;
  let instance: TestInstance;
  let jobs: Jobs;

  beforeAll(async () => {
    ingest = await LoopbackSentry.start();
    Sentry.init({
      dsn: ingest.dsn,
      release: 'shop@7',
      environment: 'staging',
      tracesSampleRate: 1,
      enableRuntimeChannelInjection: false, // jest has no module loader to hook into
      integrations: shapingOnly,
    });
    Sentry.setTag('host', 'own');
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      imports: [
        CronMonitorModule.forRoot({
          sentry: { checkIns: true },
          publicUrl: 'https://ops.example.com/admin/cron-jobs/',
        }),
      ],
      providers: [Jobs],
      options: { release: '7', logs: { level: 'debug' } },
    });
    jobs = instance.app.get(Jobs);
  });
  afterAll(async () => {
    await instance.close();
    await Sentry.close();
    await ingest.stop();
    await database.drop();
  });
  beforeEach(async () => {
    await Sentry.flush();
    ingest.forget();
    jobs.work = () => {};
  });
  afterEach(() => expect(ingest.refused).toEqual([]));

  /** Runs a job to its end, and hands out what has arrived by then. */
  async function ended(name: string, trigger = () => instance.manager.triggerManually(name)) {
    const end = endsOf(instance.manager, name);
    await trigger();
    const [{ executionId }] = await end;
    return executionId;
  }

  async function told<Payload>(type: string): Promise<Payload[]> {
    await Sentry.flush();
    return ingest.payloads<Payload>(type);
  }

  async function spans(): Promise<SpanPayload[]> {
    return (await told<{ items: SpanPayload[] }>('span')).flatMap(({ items }) => items);
  }

  async function record(id: string): Promise<ExecutionDetails> {
    await instance.app.get(Journal, { strict: false }).flush();
    return (await instance.manager.getExecution(id))!;
  }

  it('hears of a failure once, with all that is known of the execution, and the record links to it', async () => {
    jobs.work = async (ctx) => {
      ctx.log.info('12 invoices to write');
      ctx.progress(0.5, 'half of them');
      ctx.heartbeat(); // says nothing new, and comes too soon after the last one
      await setImmediate();
      throw new RangeError('no such customer: 7');
    };
    const id = await ended('billing.invoices');
    const events = await told<ErrorPayload>('event');
    expect(events).toHaveLength(1);
    const [event] = events;
    expect(event).toMatchObject({
      level: 'error',
      environment: 'staging',
      release: 'shop@7',
      tags: {
        host: 'own',
        'cron.job': 'billing.invoices',
        'cron.group': 'billing',
        'cron.environment': 'test',
        'cron.trigger': 'manual',
        'cron.attempt': '1',
      },
      contexts: {
        cron: {
          job: 'billing.invoices',
          execution: id,
          link: `https://ops.example.com/admin/cron-jobs/dashboard/executions/${id}`,
          attempt: '1 of 1',
          schedule: '@never (UTC)',
          application: 'test',
          release: '7',
        },
        trace: { trace_id: id.replaceAll('-', '') },
      },
    });
    expect(event.exception.values).toMatchObject([{ type: 'RangeError', value: 'no such customer: 7' }]);
    expect(event.fingerprint).toEqual([
      'cron',
      'billing.invoices',
      'RangeError',
      expect.stringContaining('test/sentry.spec.ts'),
    ]);
    expect(event.breadcrumbs?.map(({ category, level, message }) => [category, level, message])).toEqual([
      ['billing.invoices', 'info', '12 invoices to write'],
      ['cron.heartbeat', 'debug', '50 %: half of them'],
    ]);
    expect(await record(id)).toMatchObject({ metadata: { sentryEventId: event.event_id } });
  });

  it('hears nothing of what went well, but a span', async () => {
    const id = await ended('billing.invoices');
    expect(await told('event')).toEqual([]);
    expect(await spans()).toMatchObject([
      {
        name: 'billing.invoices',
        trace_id: id.replaceAll('-', ''),
        status: 'ok',
        attributes: { 'sentry.op': { value: 'cron.execution' }, 'cron.status': { value: 'completed' } },
      },
    ]);
    expect((await record(id)).metadata).toBeNull();
  });

  it('hears of a failure when no attempt is left, and of the attempts before it in breadcrumbs and spans', async () => {
    jobs.work = ({ attempt }) => {
      throw new Error(`feed is down, token=abcdefgh${attempt}`);
    };
    const end = endsOf(instance.manager, 'import');
    for (const wait of [0, 10_000]) {
      const retrying = instance.next('execution.retrying');
      if (wait === 0) await instance.manager.triggerManually('import');
      instance.clock.advance(wait);
      await retrying;
    }
    instance.clock.advance(20_000);
    const [{ executionId: id }] = await end;
    const events = await told<ErrorPayload>('event');
    expect(events).toHaveLength(1);
    expect(events[0].tags['cron.attempt']).toBe('3');
    expect(events[0].exception.values[0].value).toBe('feed is down, token=[redacted]');
    expect(events[0].breadcrumbs?.map(({ category, message }) => [category, message])).toEqual([
      ['cron.retry', 'Attempt 1 failed and is tried again in 10 s: Error: feed is down, token=[redacted]'],
      ['cron.retry', 'Attempt 2 failed and is tried again in 20 s: Error: feed is down, token=[redacted]'],
    ]);
    const found = await spans();
    expect(found.map(({ trace_id: trace }) => trace)).toEqual(Array(3).fill(id.replaceAll('-', '')));
    expect(found.map(({ attributes }) => attributes['cron.attempt'].value).sort()).toEqual(['1', '2', '3']);
  });

  it('hears of a time-out', async () => {
    const end = endsOf(instance.manager, 'slow');
    const called = new Promise<void>((resolve) => (jobs.slowIsCalled = resolve));
    await instance.manager.triggerManually('slow');
    await called;
    instance.clock.advance(5_000);
    await end;
    const [event] = await told<ErrorPayload>('event');
    expect(event.exception.values[0].type).toBe('TimeoutError');
    const [span] = await spans();
    expect(span).toMatchObject({ status: 'error', attributes: { 'cron.status': { value: 'timed_out' } } });
  });

  it('keeps executions apart that run at once', async () => {
    const many = 12;
    let arrived = 0;
    let release: () => void;
    const all = new Promise<void>((resolve) => (release = resolve));
    jobs.work = async ({ log, executionId }) => {
      log.warn(`begins ${executionId}`);
      Sentry.setTag('mine', executionId);
      if (++arrived === many) release();
      await all;
      Sentry.addBreadcrumb({ category: 'own', message: executionId });
      log.warn(`ends ${executionId}`);
      throw new Error('each its own');
    };
    const end = endsOf(instance.manager, 'billing.invoices', many);
    await Promise.all(
      Array.from({ length: many }, () => instance.manager.triggerManually('billing.invoices')),
    );
    await end;
    const events = await told<ErrorPayload>('event');
    expect(events).toHaveLength(many);
    for (const { contexts, tags, breadcrumbs } of events) {
      const { execution } = contexts.cron;
      expect(tags.mine).toBe(execution);
      expect(contexts.trace.trace_id).toBe(execution.replaceAll('-', ''));
      expect(breadcrumbs?.map(({ message }) => message)).toEqual([
        `begins ${execution}`,
        execution,
        `ends ${execution}`,
      ]);
    }
    expect(new Set(events.map(({ contexts }) => contexts.cron.execution)).size).toBe(many);
  });

  it('hears nothing of the request that triggered an execution', async () => {
    jobs.work = () => {
      throw new Error('on its own account');
    };
    await ended('billing.invoices', () =>
      Sentry.withIsolationScope(() => {
        Sentry.setUser({ email: 'visitor@example.com' });
        Sentry.addBreadcrumb({ message: 'a visitor clicks' });
        return Sentry.startSpan({ name: 'POST /trigger' }, () =>
          instance.manager.triggerManually('billing.invoices'),
        );
      }),
    );
    const [event] = await told<ErrorPayload>('event');
    expect(event.user).toBeUndefined();
    expect(event.breadcrumbs ?? []).toEqual([]);
    const [span] = (await spans()).filter(({ name }) => name === 'billing.invoices');
    expect(span.parent_span_id).toBeUndefined();
    expect(span.trace_id).toBe(event.contexts.trace.trace_id);
  });

  it('hears of each execution that fails in the same way, be it with the same object', async () => {
    const constant = new Error('a constant of the application');
    jobs.work = () => {
      throw constant;
    };
    const ids = [
      await ended('billing.invoices'),
      await ended('billing.invoices'),
      await ended('billing.invoices'),
    ];
    const events = await told<ErrorPayload>('event');
    expect(events.map(({ contexts }) => contexts.cron.execution).sort()).toEqual(ids);
    expect(new Set(events.map(({ fingerprint }) => fingerprint.join())).size).toBe(1);
    expect(events.map(({ exception }) => exception.values[0].value)).toEqual(
      Array(3).fill('a constant of the application'),
    );
  });

  it('does not hear again of what the handler has captured itself, and links to that', async () => {
    let own = '';
    jobs.work = () => {
      const error = new Error('captured by the application');
      own = Sentry.captureException(error);
      throw error;
    };
    const id = await ended('billing.invoices');
    const events = await told<ErrorPayload>('event');
    expect(events).toMatchObject([{ event_id: own, tags: { 'cron.job': 'billing.invoices' } }]);
    expect(await record(id)).toMatchObject({ metadata: { sentryEventId: own } });
  });

  it('is not given what looks like a secret, and whatever is thrown is told', async () => {
    const unreadable = new Proxy(
      {},
      {
        get() {
          throw new Error('no');
        },
        getPrototypeOf() {
          throw new Error('no');
        },
        has() {
          throw new Error('no');
        },
        ownKeys() {
          throw new Error('no');
        },
      },
    );
    // made here, so that it stands in no line of source that Sentry quotes
    const secret = ['hunter2', 'secret'].join('');
    const thrown = [
      unreadable,
      null,
      undefined,
      `password=${secret}`,
      { password: secret, order: 7 },
      Object.freeze(new Error(`Bearer ${secret}`)),
      new Error('outer', { cause: new Error(`postgres://app:${secret}@db/shop`) }),
      Symbol('odd'),
      10n,
    ];
    for (const one of thrown) {
      jobs.work = ({ log }) => {
        log.error(`token: ${secret}`);
        throw one;
      };
      await ended('billing.invoices');
    }
    const events = await told<ErrorPayload>('event');
    expect(events).toHaveLength(thrown.length);
    expect(JSON.stringify(ingest.accepted).includes(secret)).toBe(false);
  });

  it('checks in when an execution of a slot begins and ends, with the monitor that the schedule makes', async () => {
    const end = endsOf(instance.manager, 'everyMinute');
    instance.clock.advance(MINUTE);
    const [{ executionId }] = await end;
    jobs.work = () => {
      throw new Error('fails');
    };
    const second = endsOf(instance.manager, 'everyMinute');
    instance.clock.advance(MINUTE);
    await second;
    const checkIns = await told<CheckInPayload>('check_in');
    // requests overtake each other
    const ofFirst = checkIns.filter(({ check_in_id: id }) => id === executionId.replaceAll('-', ''));
    expect(checkIns.map(({ status }) => status).sort()).toEqual([
      'error',
      'in_progress',
      'in_progress',
      'ok',
    ]);
    const [begun, over] = ['in_progress', 'ok'].map((word) => ofFirst.find(({ status }) => status === word)!);
    expect(begun).toMatchObject({
      check_in_id: executionId.replaceAll('-', ''),
      monitor_slug: 'every-minute',
      environment: 'staging',
      monitor_config: {
        schedule: { type: 'crontab', value: '* * * * *' },
        timezone: 'Europe/Riga',
        checkin_margin: 3,
      },
    });
    expect(over.check_in_id).toBe(begun.check_in_id);
    expect(over.duration).toBeGreaterThanOrEqual(0);
  });

  it('has no check-ins of what stands for no slot', async () => {
    await ended('everyMinute');
    expect(await told('check_in')).toEqual([]);
  });
});
