import { setImmediate } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { ConsoleLogger, Logger } from '@nestjs/common';
import * as sentry11 from '@sentry/node';
import * as sentry10 from 'sentry-node-10';
import type { Sentry } from '../libs/cron-monitor/src/sentry/load-sentry.js';
import { SentryLink } from '../libs/cron-monitor/src/sentry/sentry-link.js';
import type { SentrySettings } from '../libs/cron-monitor/src/sentry/sentry-settings.js';
import { FollowedEngine } from './support/followed-engine.js';
import { forgetSentryAfterwards } from './support/forget-sentry.js';
import { LoopbackSentry } from './support/loopback-sentry.js';
import type { CheckInPayload, ErrorPayload } from './support/sentry-payloads.js';

const SURROUNDINGS = {
  application: 'shop',
  environment: 'staging',
  release: '7',
  instance: { id: 'an-instance' },
  linkTo: () => null,
};
const fails = (message: string) => () => Promise.reject(new Error(message));

const VERSIONS: { version: string; sentry: Sentry; close: () => PromiseLike<boolean> }[] = [
  { version: '11', sentry: sentry11, close: () => sentry11.close() },
  { version: '10', sentry: sentry10 as unknown as Sentry, close: () => sentry10.close() },
];

beforeAll(() => Logger.overrideLogger(false));
afterAll(() => Logger.overrideLogger(new ConsoleLogger()));

forgetSentryAfterwards();

describe.each(VERSIONS)('the SDK of version $version, with a DSN and no client', ({ sentry, close }) => {
  let ingest: LoopbackSentry;
  let engine: FollowedEngine;

  beforeAll(async () => {
    ingest = await LoopbackSentry.start();
  });
  beforeEach(() => {
    engine = new FollowedEngine();
  });
  afterEach(async () => {
    engine.stop();
    await sentry.getClient()?.flush();
    expect(ingest.refused).toEqual([]);
    ingest.forget();
    ingest.mood = 'well';
  });
  afterAll(async () => {
    await close();
    await ingest.stop();
  });

  const open = (given: Partial<SentrySettings> = {}, flushLimitMs?: number) =>
    SentryLink.open(
      { dsn: ingest.dsn, errors: true, spans: true, checkIns: false, url: null, ...given },
      engine.followers,
      SURROUNDINGS,
      engine.clock,
      { load: () => Promise.resolve(sentry), flushLimitMs },
    );

  async function events(): Promise<ErrorPayload[]> {
    await sentry.getClient()?.flush();
    return ingest.payloads<ErrorPayload>('event');
  }

  it('has a client for executions, and it changes nothing else of the process', async () => {
    const before = process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection');
    await open();
    expect(process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection')).toBe(
      before,
    );
    const cause = new RangeError('the cause');
    const { id, metadata } = await engine.run(() => Promise.reject(new Error('outer', { cause })));
    const [event] = await events();
    expect(event).toMatchObject({
      environment: 'staging',
      release: '7',
      tags: { 'cron.job': 'job', 'cron.trigger': 'schedule' },
      contexts: {
        trace: { trace_id: id.replaceAll('-', '') },
        cron: { lateness: '0 ms', slot: '2026-03-02T12:00:00.000Z' },
      },
    });
    expect(event.exception.values.map(({ value }) => value)).toEqual(['the cause', 'outer']);
    expect(metadata).toEqual({ sentryEventId: event.event_id });
  });

  it('keeps the one client where a second application in the process is told to make one', async () => {
    await open();
    const client = sentry.getClient();
    await open();
    expect(sentry.getClient()).toBe(client);
  });

  it('keeps executions apart that run at once', async () => {
    await open();
    let release = () => {};
    const both = new Promise<void>((resolve) => (release = resolve));
    let arrived = 0;
    const ends = await Promise.all(
      ['one', 'two'].map((word) =>
        engine.run(async ({ log }) => {
          log.info(`begins ${word}`);
          if (++arrived === 2) release();
          await both;
          log.info(`ends ${word}`);
          throw new Error(word);
        }),
      ),
    );
    for (const { exception, breadcrumbs, contexts } of await events()) {
      const word = exception.values[0].value;
      expect(breadcrumbs?.map(({ message }) => message)).toEqual([`begins ${word}`, `ends ${word}`]);
      expect(contexts.cron.execution).toBe(ends[word === 'one' ? 0 : 1].id);
    }
    expect(await events()).toHaveLength(2);
  });

  it('tells an equal fault of the next execution, too', async () => {
    await open();
    const work = fails('the same');
    await engine.run(work);
    await engine.run(work);
    expect(await events()).toHaveLength(2);
  });

  const retried = { options: { retryPolicy: { maxAttempts: 2 } } };

  it('tells the last attempt by default, each of them when asked, and none when asked', async () => {
    const id = '01a2164c-64b8-7017-b96f-64541629c9f2';
    const both = async (errors: SentrySettings['errors']) => {
      await open({ errors });
      const first = await engine.run(fails('first'), { ...retried, id });
      expect(first.retry).toBeDefined();
      await engine.run(fails('second'), { ...retried, id, attempt: 2 });
      const told = (await events()).map(({ exception }) => exception.values[0].value);
      ingest.forget();
      return told;
    };
    expect(await both(true)).toEqual(['second']);
    expect((await both('every-attempt')).sort()).toEqual(['first', 'second']);
    expect(await both(false)).toEqual([]);
  });

  it('checks in once for all attempts', async () => {
    await open({ checkIns: true });
    const id = '01a2164c-64b8-7017-b96f-64541629c9f3';
    await engine.run(fails('first'), { ...retried, id });
    await engine.run(() => 'done', { ...retried, id, attempt: 2 });
    await sentry.getClient()?.flush();
    const checkIns = ingest.payloads<CheckInPayload>('check_in');
    expect(checkIns.map(({ status }) => status).sort()).toEqual(['in_progress', 'ok']);
    expect(new Set(checkIns.map(({ check_in_id: checkIn }) => checkIn))).toEqual(
      new Set([id.replaceAll('-', '')]),
    );
  });

  it('says once why a job has no check-ins', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn');
    try {
      await open({ checkIns: true });
      const options = { name: 'billing.invoices' };
      await engine.run(() => {}, { options });
      for (const name of ['billing-invoices', 'on.its.own']) {
        await engine.run(() => {}, {
          options: { name, scope: name === 'on.its.own' ? 'instance' : 'cluster' },
        });
        await engine.run(() => {}, {
          options: { name, scope: name === 'on.its.own' ? 'instance' : 'cluster' },
        });
      }
      await sentry.getClient()?.flush();
      const slugs = ingest.payloads<CheckInPayload>('check_in').map(({ monitor_slug: slug }) => slug);
      expect(new Set(slugs)).toEqual(new Set(['billing-invoices']));
      expect(slugs).toHaveLength(2);
      expect(warned.mock.calls).toEqual([
        [
          '"billing-invoices" has no check-ins with Sentry: the monitor "billing-invoices" is that of "billing.invoices".',
        ],
        ['"on.its.own" has no check-ins with Sentry: every instance runs it by itself.'],
      ]);
    } finally {
      warned.mockRestore();
    }
  });

  it('passes on what handlers answer and throw, at once or later', async () => {
    await open();
    await expect(engine.run(() => 7, { options: { keepResult: true } })).resolves.toMatchObject({
      status: 'completed',
      result: 7,
    });
    await expect(
      engine.run(
        () => {
          throw new RangeError('at once');
        },
        { options: { keepResult: true } },
      ),
    ).resolves.toMatchObject({ status: 'failed', error: { errorClass: 'RangeError', message: 'at once' } });
  });

  it.each([
    ['refuses all', { status: 500 }],
    ['asks for a pause', { status: 429, headers: { 'Retry-After': '1' } }],
  ])('does no harm to a job while Sentry %s', async (_, mood) => {
    await open({ checkIns: true });
    ingest.mood = mood;
    await expect(engine.run(fails('while it is away'))).resolves.toMatchObject({
      status: 'failed',
      error: { message: 'while it is away' },
    });
    await sentry.getClient()?.flush();
    expect(ingest.requests).toBeGreaterThan(0);
  });
});

describe('the line to Sentry', () => {
  const settings = { dsn: null, errors: true, spans: true, checkIns: false, url: null };

  it('loads nothing where it is not asked for, and nothing in tests of a host', async () => {
    const load = () => Promise.reject(new Error('was loaded'));
    const engine = new FollowedEngine();
    await SentryLink.open(null, engine.followers, SURROUNDINGS, engine.clock, { load });
    const unwelcome = { areWelcome: false, register: () => {}, begin: () => null };
    await SentryLink.open(settings, unwelcome as never, SURROUNDINGS, engine.clock, { load });
    await expect(engine.run(() => 'untold')).resolves.toMatchObject({ status: 'completed', metadata: null });
  });

  it('says once that there is no client, and jobs run as ever', async () => {
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    try {
      const engine = new FollowedEngine();
      await SentryLink.open(settings, engine.followers, SURROUNDINGS, engine.clock, {
        load: () => Promise.resolve(sentry11),
      });
      expect(sentry11.getClient()).toBeUndefined();
      await engine.run(fails('untold'));
      await engine.run(fails('untold'));
      const words = warned.mock.calls
        .map(([message]) => String(message))
        .filter((message) => /Sentry/.test(message));
      expect(words).toEqual([expect.stringMatching(/no client.*Call Sentry\.init/)]);
    } finally {
      warned.mockRestore();
    }
  });
});

describe('at shutdown', () => {
  let ingest: LoopbackSentry;

  beforeEach(async () => {
    ingest = await LoopbackSentry.start();
  });
  afterEach(async () => {
    await ingest.stop();
    await sentry11.close(1);
  });

  const open = (engine: FollowedEngine, flushLimitMs?: number) => {
    sentry11.initWithoutDefaultIntegrations({ dsn: ingest.dsn, enableRuntimeChannelInjection: false });
    return SentryLink.open(
      { dsn: null, errors: true, spans: false, checkIns: false, url: null },
      engine.followers,
      SURROUNDINGS,
      engine.clock,
      {
        load: () => Promise.resolve(sentry11),
        flushLimitMs,
      },
    );
  };

  it('waits for what is on its way', async () => {
    const engine = new FollowedEngine();
    const link = await open(engine);
    await engine.run(fails('the last one'));
    await link.onApplicationShutdown();
    expect(ingest.payloads<ErrorPayload>('event')).toHaveLength(1);
  });

  it('waits no longer than it may', async () => {
    const engine = new FollowedEngine();
    const link = await open(engine, 20);
    ingest.mood = 'hanging';
    await engine.run(fails('on its way for ever'));
    await ingest.asked(1);
    await link.onApplicationShutdown();
    await setImmediate();
    expect(ingest.payloads('event')).toEqual([]);
  });
});
