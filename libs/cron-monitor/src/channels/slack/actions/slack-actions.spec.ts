import { jest } from '@jest/globals';
import {
  Injectable,
  Logger,
  SetMetadata,
  ValidationPipe,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { TrackedCron } from 'nestjs-tracked-cron';
import {
  CronAlerts,
  CronMonitorModule,
  SlackActionsModule,
  slackChannel,
  type IncidentDetails,
  type SlackPrincipal,
  type SlackUsers,
} from 'nestjs-tracked-cron/monitor';
import type { AddressInfo } from 'node:net';
import { map, type Observable } from 'rxjs';
import { eventually } from '../../../../../../test/support/eventually.js';
import { wrong } from '../../../../../../test/support/judged.js';
import { LoopbackSlack } from '../../../../../../test/support/loopback-slack.js';
import { slackPress, type SlackPress } from '../../../../../../test/support/slack-press.js';
import { createTestDatabase, type TestDatabase } from '../../../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../../../test/support/test-instance.js';
import { IncidentDesk } from '../../../incidents/incident-desk.js';

const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const HOUR = 3_600_000;
const Public = () => SetMetadata('host:public', true);

@Injectable()
class Jobs {
  @TrackedCron('@never', { name: 'billing.nightlyInvoices' })
  nightlyInvoices(): void {}
}

/** The host's own, that lets nobody in. */
@Injectable()
class PassGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride('host:public', [context.getHandler(), context.getClass()]) === true
    );
  }
}

class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ ok: true, data })));
  }
}

const PEOPLE: Readonly<Record<string, Awaited<ReturnType<SlackUsers>>>> = {
  U0000000ADA: { by: 'ada', may: ['acknowledge', 'snooze', 'rerun'] },
  U0000000BOB: { by: 'bob', may: ['acknowledge'] },
};
/** Is looked up until a test says who it is. */
const theSlow: { answer?: (principal: SlackPrincipal) => void } = {};
const users: SlackUsers = (id, team) => {
  if (id === 'U0000000SLO') return new Promise((resolve) => (theSlow.answer = resolve));
  if (id === 'U000000BOOM') throw new Error('the directory is away');
  return team === 'T0000000001' ? (PEOPLE[id] ?? null) : null;
};

let slack: LoopbackSlack;
let database: TestDatabase;
const logged = { warn: jest.spyOn(Logger.prototype, 'warn'), error: jest.spyOn(Logger.prototype, 'error') };
beforeAll(async () => {
  for (const spy of Object.values(logged)) spy.mockImplementation(() => {});
  slack = await LoopbackSlack.start();
});
afterAll(() => slack.close());

const channel = () =>
  slackChannel({
    token: slack.token,
    channel: slack.channel,
    apiUrl: slack.apiUrl,
    signingSecret: SECRET,
    users,
    timeZone: 'Europe/Riga',
  });

async function startHost(adapter: ExpressAdapter | FastifyAdapter, rawBody = true): Promise<TestInstance> {
  const instance = await startInstance({
    url: database.url,
    adapter,
    rawBody,
    imports: [
      SlackActionsModule.forRoot({ decorators: [Public()] }),
      CronMonitorModule.forRoot({ channels: [channel()] }),
    ],
    providers: [
      Jobs,
      { provide: APP_GUARD, useClass: PassGuard },
      { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
      {
        provide: APP_PIPE,
        useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
      },
    ],
    prepare: (app) => app.setGlobalPrefix('api'),
  });
  await instance.app.listen(0, '127.0.0.1');
  return instance;
}

/** Where Slack would be told to send what is pressed. */
function addressOf({ app }: TestInstance): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}/api/cron-monitor/slack/actions`;
}

/** A host that is started before the tests around it, with an open incident for each of them. */
class PressedHost {
  host!: TestInstance;
  incidentId!: string;
  private url = '';

  constructor(adapterOf: () => ExpressAdapter | FastifyAdapter) {
    beforeAll(async () => {
      database = await createTestDatabase();
      this.host = await startHost(adapterOf());
      this.url = addressOf(this.host);
    });
    afterAll(async () => {
      await this.host.close();
      await database.drop();
    });
    beforeEach(async () => {
      for (const { id } of (await this.alerts.getIncidents()).items) await this.alerts.resolve(id);
      slack.reset();
      this.host.clock.advance(1_000);
      this.incidentId = await this.openIncident('billing.nightlyInvoices');
    });
  }

  async openIncident(jobName: string): Promise<string> {
    const now = new Date(this.host.clock.now());
    await this.host.app.get(IncidentDesk, { strict: false }).absorb([wrong(jobName, now.getTime())], now);
    const { items } = await this.alerts.getIncidents({ jobName });
    return items[0].id;
  }

  async incident(): Promise<IncidentDetails> {
    return (await this.alerts.getIncident(this.incidentId))!;
  }

  button(action: string, value = this.incidentId): object {
    return {
      type: 'button',
      action_id: `cron-alert:${action}`,
      block_id: 'b',
      text: { type: 'plain_text', text: 'x' },
      value,
      action_ts: '1700000002.000100',
    };
  }

  snooze(length: string): object {
    return {
      type: 'static_select',
      action_id: 'cron-alert:snooze',
      selected_option: { text: { type: 'plain_text', text: 'x' }, value: `${length}:${this.incidentId}` },
    };
  }

  /** What Slack would send. */
  pressed(press: Partial<SlackPress> & { action: object }): ReturnType<typeof slackPress> {
    const now = this.host.clock.now();
    return slackPress({
      url: this.url,
      signingSecret: SECRET,
      now,
      responseUrl: slack.responseUrl,
      ...press,
    });
  }

  async press(press: Partial<SlackPress> & { action: object }): Promise<{ status: number; body: string }> {
    const { url, init } = this.pressed(press);
    const answer = await fetch(url, init);
    return { status: answer.status, body: await answer.text() };
  }

  /** What whoever pressed it is told. */
  async whisper(nth = 1): Promise<string> {
    return (
      await eventually(
        () => slack.whispers,
        ({ length }) => length >= nth,
      )
    )[nth - 1];
  }

  private get alerts(): CronAlerts {
    return this.host.app.get(CronAlerts);
  }
}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('a button that is pressed, on %s', (_, adapterOf) => {
  const slackApp = new PressedHost(adapterOf);

  it('acknowledges, as the one whom Slack’s user is here', async () => {
    expect(await slackApp.press({ action: slackApp.button('acknowledge') })).toEqual({
      status: 200,
      body: '',
    });
    expect(await slackApp.whisper()).toMatch(/^You are on it/);
    expect(await slackApp.incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ada' });
    const [entry] = await database.query(
      "select done_by, reason from tracked_cron.cron_incident_events where kind = 'acknowledged'",
    );
    expect(entry).toEqual({ done_by: 'ada', reason: 'in Slack' });
  });

  it('is not believed when its body is not what was signed', async () => {
    const forged = `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions' }))}`;
    expect(await slackApp.press({ action: slackApp.button('acknowledge'), forged })).toMatchObject({
      status: 401,
    });
    expect(await slackApp.incident()).toMatchObject({ state: 'open' });
  });
});

describe('a button that is pressed', () => {
  const slackApp = new PressedHost(() => new ExpressAdapter());

  it('is one that Slack was sent', async () => {
    const sent = () =>
      slack.messages
        .flatMap(({ blocks }) => blocks as unknown as { type: string; elements: { action_id: string }[] }[])
        .find(
          ({ type, elements }) =>
            type === 'actions' && JSON.stringify(elements).includes(slackApp.incidentId),
        );
    const { elements } = (await eventually(sent))!;
    const acknowledge = elements.find(({ action_id }) => action_id === 'cron-alert:acknowledge')!;
    await slackApp.press({ action: acknowledge });
    await slackApp.whisper();
    expect(await slackApp.incident()).toMatchObject({ acknowledgedBy: 'ada' });
  });

  it.each([
    ['1h', 1 * HOUR],
    ['4h', 4 * HOUR],
  ])('snoozes for %s', async (length, ms) => {
    await slackApp.press({ action: slackApp.snooze(length) });
    expect(await slackApp.whisper()).toMatch(/^Nothing more is told of it until <!date/);
    const { state, snoozedBy, snoozedUntil } = await slackApp.incident();
    expect({ state, snoozedBy }).toEqual({ state: 'snoozed', snoozedBy: 'ada' });
    expect(snoozedUntil!.getTime() - slackApp.host.clock.now()).toBe(ms);
  });

  it('snoozes until the morning', async () => {
    await slackApp.press({ action: slackApp.snooze('tomorrow') });
    await slackApp.whisper();
    const { snoozedUntil } = await slackApp.incident();
    const riga = snoozedUntil!.toLocaleTimeString('en-GB', { timeZone: 'Europe/Riga' });
    expect(riga).toBe('09:00:00');
  });

  it('runs a job again', async () => {
    const ended = slackApp.host.next('execution.ended');
    await slackApp.press({ action: slackApp.button('rerun') });
    expect(await slackApp.whisper()).toBe('billing.nightlyInvoices is started.');
    const [{ executionId }] = await ended;
    expect(await slackApp.host.manager.getExecution(executionId)).toMatchObject({
      jobName: 'billing.nightlyInvoices',
      trigger: 'manual',
      triggeredBy: 'ada',
    });
  });

  it('starts a job once, though another instance hears of it too', async () => {
    const history = async () =>
      (await slackApp.host.manager.getHistory({ jobName: 'billing.nightlyInvoices' })).items.length;
    const before = await history();
    const other = await startHost(new ExpressAdapter());
    const { url, init } = slackApp.pressed({ action: slackApp.button('rerun') });
    expect(
      (await Promise.all([url, addressOf(other)].map((to) => fetch(to, init)))).map(({ status }) => status),
    ).toEqual([200, 200]);
    await slackApp.whisper(2);
    await other.close();
    expect((await history()) - before).toBe(1);
  });

  it('is answered before it is done', async () => {
    expect(
      await slackApp.press({ user: 'U0000000SLO', action: slackApp.button('acknowledge') }),
    ).toMatchObject({
      status: 200,
    });
    expect(await slackApp.incident()).toMatchObject({ state: 'open' });
    theSlow.answer!({ by: 'slo', may: ['acknowledge'] });
    await slackApp.whisper();
    expect(await slackApp.incident()).toMatchObject({ acknowledgedBy: 'slo' });
  });

  it.each([
    ['U000NOBODY', 'acknowledge', /nobody that this application knows/],
    ['U0000000BOB', 'rerun', /You \(bob\) may not do this/],
    ['U000000BOOM', 'acknowledge', /did not work.*log/],
  ])('by %s to %s is refused, and only they are told why', async (user, action, said) => {
    await slackApp.press({ user, action: slackApp.button(action) });
    expect(await slackApp.whisper()).toMatch(said);
    expect(await slackApp.incident()).toMatchObject({ state: 'open' });
  });

  it.each([
    ['acknowledge', /no longer|not|no incident/i],
    ['rerun', /not on record any more/],
  ])('for an incident that is not there tells so: %s', async (action, said) => {
    await slackApp.press({ action: slackApp.button(action, '0199aaaa-0000-7000-8000-00000000dead') });
    expect(await slackApp.whisper()).toMatch(said);
  });

  it('for an incident of our own runs nothing', async () => {
    await slackApp.press({ action: slackApp.button('rerun', await slackApp.openIncident('~monitor')) });
    expect(await slackApp.whisper()).toMatch(/no job that could be run/);
  });

  it('for a job that is gone tells so', async () => {
    await slackApp.press({ action: slackApp.button('rerun', await slackApp.openIncident('gone')) });
    expect(await slackApp.whisper()).toMatch(/gone/);
  });

  describe('is not believed, and nothing is done,', () => {
    afterEach(async () => {
      expect(await slackApp.incident()).toMatchObject({ state: 'open' });
      expect(slack.whispers).toEqual([]);
    });

    it('when it is signed with another secret', async () => {
      const answer = await slackApp.press({
        action: slackApp.button('acknowledge'),
        signingSecret: 'guessed',
      });
      expect(answer).toEqual({ status: 401, body: '' });
    });

    it.each([
      ['five minutes and a second old', -301_000],
      ['as much ahead', 302_000],
    ])('when it is %s', async (_, ms) => {
      const answer = await slackApp.press({
        action: slackApp.button('acknowledge'),
        now: slackApp.host.clock.now() + ms,
      });
      expect(answer).toMatchObject({ status: 401 });
    });

    it.each([
      [{ 'X-Slack-Signature': '' }],
      [{ 'X-Slack-Signature': 'v0=00' }],
      [{ 'X-Slack-Request-Timestamp': 'soon' }],
      [{ 'X-Slack-Request-Timestamp': '-1' }],
    ])('when it has %j', async (headers) => {
      expect(await slackApp.press({ action: slackApp.button('acknowledge'), headers })).toMatchObject({
        status: 401,
      });
    });
  });

  it('is believed when it is almost five minutes old', async () => {
    await slackApp.press({
      action: slackApp.button('acknowledge'),
      now: slackApp.host.clock.now() - 298_000,
    });
    expect(await slackApp.whisper()).toMatch(/on it/);
  });

  it('is believed once', async () => {
    const { url, init } = slackApp.pressed({ action: slackApp.button('acknowledge') });
    expect((await fetch(url, init)).status).toBe(200);
    expect((await fetch(url, init)).status).toBe(401);
    slackApp.host.clock.advance(299_000);
    expect((await fetch(url, init)).status).toBe(401);
    await slackApp.whisper();
    expect(slack.whispers).toHaveLength(1);
  });

  it.each([
    ['of another app', { type: 'button', action_id: 'theirs', value: 'x' }],
    ['without an incident', { type: 'button', action_id: 'cron-alert:acknowledge', value: '1; drop table' }],
    ['with another length', { action_id: 'cron-alert:snooze', selected_option: { value: 'for-ever:x' } }],
    ['with nothing', {}],
  ])('%s is nothing to us', async (_, action) => {
    expect(await slackApp.press({ action })).toEqual({ status: 200, body: '' });
    expect(await slackApp.incident()).toMatchObject({ state: 'open' });
    expect(slack.whispers).toEqual([]);
  });
});

describe('SlackActionsModule', () => {
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  it('answers with an error where the host does not keep bodies as they came, and the log says what to write', async () => {
    const host = await startHost(new ExpressAdapter(), false);
    const url = addressOf(host);
    const { init } = slackPress({ url, signingSecret: SECRET, now: host.clock.now(), action: {} });
    expect((await fetch(url, init)).status).toBe(500);
    expect(logged.warn.mock.lastCall?.[0]).toContain('NestFactory.create(AppModule, { rawBody: true })');
    await host.close();
  });

  it('refuses to start where no channel has buttons', async () => {
    const bare = slackChannel({ token: slack.token, channel: slack.channel, apiUrl: slack.apiUrl });
    const started = startInstance({
      url: database.url,
      imports: [SlackActionsModule.forRoot(), CronMonitorModule.forRoot({ channels: [bare] })],
    });
    await expect(started).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('signingSecret'),
    });
  });

  it('lets the tests of a host be without its secrets', async () => {
    const bare = slackChannel({ token: undefined, channel: slack.channel });
    const started = startInstance({
      url: database.url,
      options: { execute: undefined },
      imports: [SlackActionsModule.forRoot(), CronMonitorModule.forRoot({ channels: [bare] })],
    });
    await expect(started).resolves.toHaveProperty('app');
    await (await started).close();
  });

  it.each(['', 'a b', ':x'])('refuses the path %j', (path) => {
    expect(() => SlackActionsModule.forRoot({ path })).toThrow(/plain segments/);
  });
});
