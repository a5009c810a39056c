import { ConsoleLogger, Logger } from '@nestjs/common';
import * as Sentry from '@sentry/node';
import { DeliveryError, sentryChannel, type AlertMessage, type Delivery } from 'nestjs-tracked-cron/monitor';
import { forgetSentryAfterwards } from './support/forget-sentry.js';
import { LoopbackSentry } from './support/loopback-sentry.js';
import type { ErrorPayload } from './support/sentry-payloads.js';

const MESSAGE: AlertMessage = {
  word: 'MISSED',
  subject: 'billing.nightlyInvoices',
  environment: 'production',
  application: 'shop',
  severity: 'error',
  title: 'MISSED · billing.nightlyInvoices · production',
  sentence: 'Expected 02:00 Europe/Riga (00:00 UTC), nothing by 02:10.',
  fields: [{ name: 'Last success', text: '1 day ago', short: true }],
  advice: [{ name: 'Consequence', text: 'No invoices today', short: false }],
  logTail: null,
  links: [
    { kind: 'incident', text: 'Open', url: 'https://ops.example.com/incidents/7' },
    { kind: 'runbook', text: 'Runbook', url: null },
  ],
  at: new Date('2026-03-02T00:10:00Z'),
  lines: [],
};
const ID = '01a2164c-64b8-7017-b96f-64541629c9f2';
const delivery = (message: Partial<AlertMessage> = {}, signal = new AbortController().signal): Delivery => ({
  id: ID,
  kind: 'opened',
  message: { ...MESSAGE, ...message },
  incidentId: 'an-incident',
  thread: null,
  opening: null,
  attempt: 1,
  signal,
});

forgetSentryAfterwards();

describe('the Sentry channel', () => {
  let ingest: LoopbackSentry;
  let beforeSend: (event: Sentry.ErrorEvent) => Sentry.ErrorEvent | null;
  const channel = sentryChannel();

  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(new ConsoleLogger()));
  beforeEach(async () => {
    ingest = await LoopbackSentry.start();
    beforeSend = (event) => event;
    Sentry.initWithoutDefaultIntegrations({
      dsn: ingest.dsn,
      enableRuntimeChannelInjection: false,
      beforeSend: (event) => beforeSend(event),
    });
  });
  afterEach(async () => {
    await ingest.stop();
    await Sentry.close(1);
    expect(ingest.refused).toEqual([]);
  });

  const failure = (given?: Delivery) =>
    channel.send(given ?? delivery()).then(
      () => null,
      (error: unknown) => error as DeliveryError,
    );

  it('is there at boot', async () => {
    expect(channel.name).toBe('sentry');
    expect(sentryChannel({ name: 'sentry-eu' }).name).toBe('sentry-eu');
    await channel.check!();
  });

  it('tells an incident as an issue of its own, and is through when Sentry has accepted it', async () => {
    Sentry.addBreadcrumb({ message: 'something else that this process does' });
    const receipt = await channel.send(delivery());
    const [event] = ingest.payloads<ErrorPayload>('event');
    expect(receipt).toEqual({ eventId: event.event_id });
    expect(event).toMatchObject({
      event_id: ID.replaceAll('-', ''),
      message: MESSAGE.title,
      level: 'error',
      fingerprint: ['cron-incident', 'an-incident'],
      timestamp: MESSAGE.at.getTime() / 1_000,
      tags: {
        'cron.job': 'billing.nightlyInvoices',
        'cron.environment': 'production',
        'cron.state': 'MISSED',
      },
      contexts: {
        cron: {
          cause: MESSAGE.sentence,
          'Last success': '1 day ago',
          Consequence: 'No invoices today',
          Open: 'https://ops.example.com/incidents/7',
        },
      },
    });
    expect(event.breadcrumbs ?? []).toEqual([]);
  });

  it.each([
    [{ severity: 'info' }, 'info'],
    [{ severity: 'warning' }, 'warning'],
    [{ severity: 'critical' }, 'fatal'],
    [{ severity: 'critical', word: 'RECOVERED' }, 'info'],
  ] as const)('tells %j as %s', async (message, level) => {
    await channel.send(delivery(message));
    expect(ingest.payloads<ErrorPayload>('event')).toMatchObject([{ level }]);
  });

  it('leaves failures to the errors that Sentry has of them, unless it is told not to', async () => {
    await channel.send(delivery({ word: 'FAILED' }));
    expect(ingest.requests).toBe(0);
    await sentryChannel({ failures: true }).send(delivery({ word: 'FAILED' }));
    expect(ingest.payloads('event')).toHaveLength(1);
  });

  it('has the same event at every try', async () => {
    ingest.mood = { status: 503 };
    expect(await failure()).toMatchObject({ retry: true, message: 'Sentry answered 503' });
    ingest.mood = 'well';
    await channel.send({ ...delivery(), attempt: 2 });
    expect(ingest.payloads<ErrorPayload>('event')).toMatchObject([{ event_id: ID.replaceAll('-', '') }]);
  });

  it('waits as long as Sentry says', async () => {
    ingest.mood = { status: 429, headers: { 'Retry-After': '30' } };
    expect(await failure()).toMatchObject({ retry: true, retryAfterMs: 30_000, channelGone: false });
    ingest.mood = 'well';
    // the client keeps to it, too
    expect(await failure()).toMatchObject({
      retry: true,
      message: expect.stringMatching(/asked for a pause/),
    });
    expect(ingest.requests).toBe(1);
  });

  it('is gone when its key is', async () => {
    ingest.mood = { status: 403 };
    expect(await failure()).toMatchObject({ retry: false, channelGone: true });
  });

  it('does not try again what Sentry does not want', async () => {
    ingest.mood = { status: 400 };
    expect(await failure()).toMatchObject({ retry: false, channelGone: false });
  });

  it('gives up when its time is over', async () => {
    ingest.mood = 'hanging';
    const time = new AbortController();
    const failed = failure(delivery({}, time.signal));
    await ingest.asked(1);
    time.abort();
    expect(await failed).toMatchObject({ retry: true, message: 'Sentry has not answered in time' });
  });

  it('says where an event is lost on the way out', async () => {
    beforeSend = () => null;
    expect(await failure()).toMatchObject({ retry: false, message: expect.stringMatching(/beforeSend/) });
  });

  it('can be tried again when Sentry is not there', async () => {
    await ingest.stop();
    expect(await failure()).toMatchObject({
      retry: true,
      message: expect.stringMatching(/could not be reached/),
    });
    ingest = await LoopbackSentry.start();
  });

  it('says that nobody has made a client', async () => {
    await Sentry.close(1);
    expect(await failure()).toMatchObject({
      retry: false,
      message: expect.stringMatching(/call Sentry\.init/),
    });
  });
});
