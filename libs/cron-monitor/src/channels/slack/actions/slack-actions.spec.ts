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
  type SlackPrincipal,
  type SlackUsers,
} from 'nestjs-tracked-cron/monitor';
import type { AddressInfo } from 'node:net';
import { map, type Observable } from 'rxjs';
import { eventually } from '../../../../../../test/support/eventually.js';
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
const theSlow = { answer: (_: SlackPrincipal) => {} };
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

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('a button that is pressed, on %s', (_, adapterOf) => {
  let host: TestInstance;
  let incidentId: string;
  let url: string;
  const alerts = () => host.app.get(CronAlerts);
  const incident = async () => (await alerts().getIncident(incidentId))!;

  beforeAll(async () => {
    database = await createTestDatabase();
    host = await startHost(adapterOf());
    const { port } = host.app.getHttpServer().address() as AddressInfo;
    url = `http://127.0.0.1:${port}/api/cron-monitor/slack/actions`;
  });
  afterAll(async () => {
    await host.close();
    await database.drop();
  });
  beforeEach(async () => {
    for (const { id } of (await alerts().getIncidents()).items) await alerts().resolve(id);
    slack.reset();
    host.clock.advance(1_000);
    incidentId = await openIncident('billing.nightlyInvoices');
  });

  async function openIncident(jobName: string): Promise<string> {
    const now = new Date(host.clock.now());
    const finding = {
      rule: 'failing',
      severity: 'error',
      told: true,
      since: now,
      message: 'it failed',
    } as const;
    const judged = {
      ...{ jobName, jobId: null, group: null, owner: null, tags: [], fingerprints: [], dependsOn: [] },
      ...{ findings: [{ ...finding, count: 3, slot: null, executionId: null }] },
      ...{ goodRuns: 0, lastEndAt: now, nextLateAt: null, recoverAfter: 1 },
    };
    await host.app.get(IncidentDesk, { strict: false }).absorb([judged], now);
    const { items } = await alerts().getIncidents({ jobName });
    return items[0].id;
  }

  const button = (action: string, value = incidentId) => ({
    type: 'button',
    action_id: `cron-alert:${action}`,
    block_id: 'b',
    text: { type: 'plain_text', text: 'x' },
    value,
    action_ts: '1700000002.000100',
  });
  const snooze = (length: string) => ({
    type: 'static_select',
    action_id: 'cron-alert:snooze',
    selected_option: { text: { type: 'plain_text', text: 'x' }, value: `${length}:${incidentId}` },
  });
  const pressed = (press: Partial<SlackPress> & { action: object }) =>
    slackPress({
      url,
      signingSecret: SECRET,
      now: host.clock.now(),
      responseUrl: slack.responseUrl,
      ...press,
    });
  const press = async (press: Partial<SlackPress> & { action: object }) => {
    const { url, init } = pressed(press);
    const answer = await fetch(url, init);
    return { status: answer.status, body: await answer.text() };
  };
  const whisper = async (nth = 1) =>
    (
      await eventually(
        () => slack.whispers,
        ({ length }) => length >= nth,
      )
    )[nth - 1];

  it('acknowledges, as the one whom Slack’s user is here', async () => {
    expect(await press({ action: button('acknowledge') })).toEqual({ status: 200, body: '' });
    expect(await whisper()).toMatch(/^You are on it/);
    expect(await incident()).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ada' });
    const [entry] = await database.query(
      "select done_by, reason from tracked_cron.cron_incident_events where kind = 'acknowledged'",
    );
    expect(entry).toEqual({ done_by: 'ada', reason: 'in Slack' });
  });

  it.each([
    ['1h', 1 * HOUR],
    ['4h', 4 * HOUR],
  ])('snoozes for %s', async (length, ms) => {
    await press({ action: snooze(length) });
    expect(await whisper()).toMatch(/^Nothing more is told of it until <!date/);
    const { state, snoozedBy, snoozedUntil } = await incident();
    expect({ state, snoozedBy }).toEqual({ state: 'snoozed', snoozedBy: 'ada' });
    expect(snoozedUntil!.getTime() - host.clock.now()).toBe(ms);
  });

  it('snoozes until the morning', async () => {
    await press({ action: snooze('tomorrow') });
    await whisper();
    const { snoozedUntil } = await incident();
    const riga = snoozedUntil!.toLocaleTimeString('en-GB', { timeZone: 'Europe/Riga' });
    expect(riga).toBe('09:00:00');
  });

  it('runs a job again', async () => {
    const ended = host.next('execution.ended');
    await press({ action: button('rerun') });
    expect(await whisper()).toBe('billing.nightlyInvoices is started.');
    const [{ executionId }] = await ended;
    expect(await host.manager.getExecution(executionId)).toMatchObject({
      jobName: 'billing.nightlyInvoices',
      trigger: 'manual',
      triggeredBy: 'ada',
    });
  });

  it('starts a job once, though another instance hears of it too', async () => {
    const history = async () =>
      (await host.manager.getHistory({ jobName: 'billing.nightlyInvoices' })).items.length;
    const before = await history();
    const other = await startHost(new ExpressAdapter());
    const { port } = other.app.getHttpServer().address() as AddressInfo;
    const { url, init } = pressed({ action: button('rerun') });
    const elsewhere = url.replace(/:\d+\//, `:${port}/`);
    expect(
      (await Promise.all([url, elsewhere].map((to) => fetch(to, init)))).map(({ status }) => status),
    ).toEqual([200, 200]);
    await whisper(2);
    await other.close();
    expect((await history()) - before).toBe(1);
  });

  it('is answered before it is done', async () => {
    expect(await press({ user: 'U0000000SLO', action: button('acknowledge') })).toMatchObject({
      status: 200,
    });
    expect(await incident()).toMatchObject({ state: 'open' });
    theSlow.answer({ by: 'slo', may: ['acknowledge'] });
    await whisper();
    expect(await incident()).toMatchObject({ acknowledgedBy: 'slo' });
  });

  it.each([
    ['U000NOBODY', 'acknowledge', /nobody that this application knows/],
    ['U0000000BOB', 'rerun', /You \(bob\) may not do this/],
    ['U000000BOOM', 'acknowledge', /did not work.*log/],
  ])('by %s to %s is refused, and only they are told why', async (user, action, said) => {
    await press({ user, action: button(action) });
    expect(await whisper()).toMatch(said);
    expect(await incident()).toMatchObject({ state: 'open' });
  });

  it.each([
    ['acknowledge', /no longer|not|no incident/i],
    ['rerun', /not on record any more/],
  ])('for an incident that is not there tells so: %s', async (action, said) => {
    await press({ action: button(action, '0199aaaa-0000-7000-8000-00000000dead') });
    expect(await whisper()).toMatch(said);
  });

  it('for an incident of our own runs nothing', async () => {
    await press({ action: button('rerun', await openIncident('~monitor')) });
    expect(await whisper()).toMatch(/no job that could be run/);
  });

  it('for a job that is gone tells so', async () => {
    await press({ action: button('rerun', await openIncident('gone')) });
    expect(await whisper()).toMatch(/gone/);
  });

  describe('is not believed, and nothing is done,', () => {
    afterEach(async () => {
      expect(await incident()).toMatchObject({ state: 'open' });
      expect(slack.whispers).toEqual([]);
    });

    it('when it is signed with another secret', async () => {
      const answer = await press({ action: button('acknowledge'), signingSecret: 'guessed' });
      expect(answer).toEqual({ status: 401, body: '' });
    });

    it('when its body is not what was signed', async () => {
      const forged = `payload=${encodeURIComponent(JSON.stringify({ type: 'block_actions' }))}`;
      expect(await press({ action: button('acknowledge'), forged })).toMatchObject({ status: 401 });
    });

    it.each([
      ['five minutes and a second old', -301_000],
      ['as much ahead', 302_000],
    ])('when it is %s', async (_, ms) => {
      const answer = await press({ action: button('acknowledge'), now: host.clock.now() + ms });
      expect(answer).toMatchObject({ status: 401 });
    });

    it.each([
      [{ 'X-Slack-Signature': '' }],
      [{ 'X-Slack-Signature': 'v0=00' }],
      [{ 'X-Slack-Request-Timestamp': 'soon' }],
      [{ 'X-Slack-Request-Timestamp': '-1' }],
    ])('when it has %j', async (headers) => {
      expect(await press({ action: button('acknowledge'), headers })).toMatchObject({ status: 401 });
    });
  });

  it('is believed when it is almost five minutes old', async () => {
    await press({ action: button('acknowledge'), now: host.clock.now() - 298_000 });
    expect(await whisper()).toMatch(/on it/);
  });

  it('is believed once', async () => {
    const { url, init } = pressed({ action: button('acknowledge') });
    expect((await fetch(url, init)).status).toBe(200);
    expect((await fetch(url, init)).status).toBe(401);
    host.clock.advance(299_000);
    expect((await fetch(url, init)).status).toBe(401);
    await whisper();
    expect(slack.whispers).toHaveLength(1);
  });

  it.each([
    ['of another app', { type: 'button', action_id: 'theirs', value: 'x' }],
    ['without an incident', { type: 'button', action_id: 'cron-alert:acknowledge', value: '1; drop table' }],
    ['with another length', { action_id: 'cron-alert:snooze', selected_option: { value: 'for-ever:x' } }],
    ['with nothing', {}],
  ])('%s is nothing to us', async (_, action) => {
    expect(await press({ action })).toEqual({ status: 200, body: '' });
    expect(await incident()).toMatchObject({ state: 'open' });
    expect(slack.whispers).toEqual([]);
  });
});

describe('SlackActionsModule', () => {
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  it('answers with an error where the host does not keep bodies as they came, and the log says what to write', async () => {
    const host = await startHost(new ExpressAdapter(), false);
    const { port } = host.app.getHttpServer().address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/api/cron-monitor/slack/actions`;
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

  it.each(['', 'a b', ':x'])('refuses the path %j', (path) => {
    expect(() => SlackActionsModule.forRoot({ path })).toThrow(/plain segments/);
  });
});
