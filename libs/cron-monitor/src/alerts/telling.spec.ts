import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { uuidV7Floor } from 'nestjs-tracked-cron/internal';
import { CronMonitorModule, DeliveryError, type AlertRoute } from 'nestjs-tracked-cron/monitor';
import { eventually } from '../../../../test/support/eventually.js';
import { well, wrong, type JudgedOptions } from '../../../../test/support/judged.js';
import { RecordingChannel } from '../../../../test/support/recording-channel.js';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { startInstance, type TestInstance } from '../../../../test/support/test-instance.js';
import { withoutSweeps } from '../../../../test/support/without-sweeps.js';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import type { AlertTelling } from '../alert-telling.js';
import { CronAlerts } from '../cron-alerts.js';
import { ALERT_TELLING } from '../cron-monitor.tokens.js';
import { IncidentDesk } from '../incidents/incident-desk.js';
import { IncidentLife } from '../incidents/incident-life.js';
import { Announcer } from './announce/announcer.js';
import { MessageComposer } from './message-composer.js';
import type { Notification } from './notification.js';
import { Deliverer } from './outbox/deliverer.js';
import { TellingLoop } from './telling-loop.js';
import { StalenessService } from '../staleness.service.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A minute before the quiet hours in Riga. */
const EVENING = Date.parse('2026-03-05T19:59:00Z');

const routes: AlertRoute[] = [
  { name: 'nobody', when: { tag: 'unheard' }, channels: [] },
  {
    name: 'at night',
    when: { group: 'nightly' },
    channels: ['chat'],
    quietHours: { from: '22:00', to: '22:20', timeZone: 'Europe/Riga' },
  },
  { name: 'billing', when: { group: 'billing', severity: 'warning' }, channels: ['chat', 'pager'] },
  { name: 'others', when: { severity: 'warning' }, channels: ['chat'], escalateTo: ['pager'] },
];

@Injectable()
class Jobs {
  @TrackedCron('@never', { name: 'child' })
  child(): void {}
}

describe('telling people', () => {
  const chat = new RecordingChannel('chat');
  const pager = new RecordingChannel('pager');
  const clock = new VirtualClock(EVENING);
  let database: TestDatabase;
  let instances: TestInstance[];

  const boot = () =>
    startInstance({
      url: database.url,
      clock,
      providers: [Jobs],
      imports: [
        CronMonitorModule.forRoot({
          channels: [chat, pager],
          routes,
          rateLimit: { perMinute: 20, perHour: 100 },
        }),
      ],
    }).then(withoutSweeps);

  beforeAll(async () => {
    database = await createTestDatabase();
    instances = await Promise.all([boot(), boot(), boot()]);
    // what the rules find is given here; hours that pass in one step would be gaps in the watch
    for (const instance of instances)
      jest
        .spyOn(of<StalenessService>(StalenessService, instance), 'sweep')
        .mockResolvedValue({ jobs: 0, judged: 0, waiting: 0 });
    await database.query(
      `update tracked_cron.cron_jobs set options = options || '{"dependsOn":["other"]}' where name = 'child'`,
    );
  });
  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.close()));
    await database.drop();
  });
  beforeEach(async () => {
    clock.advance(1_000);
    // whatever loops are at is over before the rows are gone
    await tell();
    for (const table of ['cron_notifications', 'cron_incident_events', 'cron_incidents'])
      await database.query(`delete from tracked_cron.${table}`);
    chat.forget();
    pager.forget();
  });

  const of = <Part>(token: Parameters<TestInstance['app']['get']>[0], instance = instances[0]) =>
    instance.app.get<Part>(token, { strict: false });
  /** On all three at once. */
  const tell = () =>
    Promise.all(instances.map((instance) => of<TellingLoop>(TellingLoop, instance).runOnce()));
  const absorb = async (...judged: ReturnType<typeof wrong>[]) => {
    await of<IncidentDesk>(IncidentDesk).absorb(judged, new Date(clock.now()));
    await tell();
  };
  const fails = (jobName: string, options?: JudgedOptions) => {
    clock.advance(1);
    return absorb(wrong(jobName, clock.now(), options));
  };
  const recovers = (jobName: string, options?: JudgedOptions) => {
    clock.advance(1);
    return absorb(well(jobName, clock.now(), options));
  };
  const rows = async () => {
    const { items } = await of<AlertTelling>(ALERT_TELLING).getNotifications({ limit: 200 });
    return [...items].reverse();
  };
  const brief = ({ kind, channel, state, why }: Notification) =>
    [kind, channel, state, why].filter(Boolean).join(' ');

  it('tells each channel of a route once, and of the recovery in the same thread', async () => {
    await fails('billing.invoices');
    expect(chat.titles).toEqual(['FAILED · billing.invoices · test']);
    expect(pager.titles).toEqual(chat.titles);
    await recovers('billing.invoices');
    expect(chat.titles).toEqual(['FAILED · billing.invoices · test', 'RECOVERED · billing.invoices · test']);
    expect(chat.accepted.map(({ thread }) => thread)).toEqual([null, { at: 1 }]);
    expect((await rows()).map(brief).sort()).toEqual([
      'opened chat delivered',
      'opened pager delivered',
      'recovered chat delivered',
      'recovered pager delivered',
    ]);
  });

  it('goes by the first route that fits, and says where it told nobody, and why', async () => {
    await fails('unheard', { group: 'billing', tags: ['unheard'] });
    await fails('quiet', { group: 'other', severity: 'info' });
    await fails('other', { group: 'other' });
    expect(chat.titles).toEqual(['FAILED · other · test']);
    expect(pager.titles).toEqual([]);
    expect((await rows()).map(brief)).toEqual([
      'opened ~none suppressed no_route',
      'opened ~none suppressed no_route',
      'opened chat delivered',
    ]);
    // nobody heard of its trouble, nobody hears of its end
    await recovers('unheard', { tags: ['unheard'] });
    expect((await rows()).map(brief).at(-1)).toBe('recovered ~none suppressed no_route');
  });

  it('leaves a muted, an acknowledged and a held incident in peace, and tells when that is over', async () => {
    const alerts = of<CronAlerts>(CronAlerts);
    await alerts.setPreference('mute:muted*', true, { until: new Date(clock.now() + HOUR) });
    await fails('muted.one');
    await fails('other', { group: 'other' });
    await fails('child', { group: 'other', dependsOn: ['other'] });
    const [other] = (await alerts.getIncidents({ jobName: 'other' })).items;
    clock.advance(1);
    await alerts.acknowledge(other.id, { by: 'ada' });
    await tell();
    await fails('other', { group: 'other', rule: 'late' });
    clock.advance(1);
    await alerts.setPreference('mute:muted*', null);
    await of<IncidentLife>(IncidentLife).runOnce();
    await tell();
    expect((await rows()).map(brief)).toEqual([
      'opened chat suppressed muted',
      'opened pager suppressed muted',
      'opened chat delivered',
      'opened chat suppressed dependency',
      'acknowledged chat delivered',
      'joined chat suppressed acknowledged',
      'woken chat delivered',
      'woken pager delivered',
    ]);
    expect(pager.titles).toEqual(['FAILED · muted.one · test · after its mute']);
  });

  it('holds what is not urgent back in quiet hours, and tells it in one digest when they end', async () => {
    clock.advance(Date.parse('2026-03-05T20:00:00Z') - clock.now());
    await fails('nightly.backup', { group: 'nightly' });
    await fails('nightly.export', { group: 'nightly' });
    await recovers('nightly.export', { group: 'nightly' });
    await fails('nightly.ledger', { group: 'nightly', severity: 'critical' });
    expect(chat.titles).toEqual(['FAILED · nightly.ledger · test']);
    clock.advance(Date.parse('2026-03-05T20:19:00Z') - clock.now());
    await tell();
    expect(chat.titles).toHaveLength(1);
    clock.advance(MINUTE);
    await tell();
    expect(chat.titles.slice(1)).toEqual(['DIGEST · 2 incidents · test']);
    const { sentence, lines } = chat.accepted[1].message;
    expect(sentence).toBe('2 incidents, 1 of them not over, in one message: they came during quiet hours.');
    expect(lines).toEqual([
      'FAILED · nightly.backup: the last 3 executions failed',
      'FAILED · nightly.export: the last 3 executions failed (over after 1 ms)',
    ]);
    expect((await rows()).map(brief)).toEqual([
      'opened chat digested quiet_hours',
      'opened chat digested quiet_hours',
      'recovered chat digested quiet_hours',
      'opened chat delivered',
      'digest chat delivered',
    ]);
  });

  it('tells hundreds of jobs that fail in the same minute in one digest for each channel, which names and counts them', async () => {
    const names = Array.from({ length: 300 }, (_, nth) => `billing.job-${String(nth).padStart(4, '0')}`);
    await database.query(
      `insert into tracked_cron.cron_job_errors (fingerprint, application, environment, error_class, pattern, sample, searched, first_seen_at, last_seen_at)
       values ('f1', 'test', 'test', 'Error', 'connect ECONNREFUSED', 'x', 'x', now(), now()) on conflict do nothing`,
    );
    // the first ones come alone, the rest in bursts
    for (const name of names.slice(0, 3)) await fails(name, { fingerprints: ['f1'] });
    for (let from = 3; from < 300; from += 99) {
      clock.advance(500);
      await absorb(
        ...names.slice(from, from + 99).map((name) => wrong(name, clock.now(), { fingerprints: ['f1'] })),
      );
    }
    clock.advance(2_000);
    await tell();
    const [incidents] = await database.query<{ count: number }>(
      'select count(*)::int as count from tracked_cron.cron_incidents where resolved_at is null',
    );
    expect(incidents.count).toBe(300);
    for (const channel of [chat, pager]) {
      expect(channel.titles).toEqual([
        ...names.slice(0, 3).map((name) => `FAILED · ${name} · test`),
        'DIGEST · 297 incidents · test',
      ]);
      const { sentence, lines } = channel.accepted[3].message;
      expect(sentence).toMatch(
        /^297 incidents, none of them over, .*All of them failed with Error: connect ECONNREFUSED\.$/,
      );
      expect(lines).toHaveLength(101);
      expect(lines.at(-1)).toBe('… and 197 more');
    }
  }, 30_000);

  it('waits as long as a channel asks for, and tries three times what it can not take', async () => {
    chat.answers.push(() => {
      throw new DeliveryError('slow down', { retryAfterMs: 30_000 });
    });
    await fails('billing.one');
    await fails('billing.two');
    expect(chat.asked).toHaveLength(1); // the whole channel waits
    clock.advance(30_000);
    await tell();
    // of two incidents each instance sends one, at the same time
    expect([...chat.titles].sort()).toEqual(['FAILED · billing.one · test', 'FAILED · billing.two · test']);

    const broken = () => {
      throw new Error('502');
    };
    chat.answers.push(broken, broken, broken);
    await fails('billing.three');
    for (const wait of [5_000, 120_000]) {
      clock.advance(wait);
      await tell();
    }
    const tries = chat.asked.filter(({ message }) => message.subject === 'billing.three');
    expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);
    await tell();
    expect(pager.titles.at(-1)).toBe('BLIND · channel chat · test');
    expect((await rows()).find(({ state }) => state === 'failed')).toMatchObject({
      lastError: '502',
      attempts: 3,
    });
  });

  it('tells in its order what happens to an incident, whichever instance tells it, and by which clock', async () => {
    const job = { group: 'other' };
    const kinds = () => chat.accepted.map(({ kind }) => kind);
    chat.answers.push(() => {
      throw new Error('502');
    });
    await fails('other.job', { ...job, severity: 'warning' });
    // as one writes it whose clock is ahead
    await database.query('update tracked_cron.cron_notifications set id = $1', [
      uuidV7Floor(clock.now() + 5_000),
    ]);
    await fails('other.job', job);
    expect(kinds()).toEqual([]);
    clock.advance(5_000);
    await tell();
    expect(kinds()).toEqual(['opened', 'worsened']);
    await recovers('other.job', job);
    expect(kinds()).toEqual(['opened', 'worsened', 'recovered']);
    expect((await rows()).map(brief)).toEqual([
      'opened chat delivered',
      'worsened chat delivered',
      'recovered chat delivered',
    ]);
  });

  it('switches a channel off that is gone, says so on the others, and tries it again after an hour or a test', async () => {
    const telling = of<AlertTelling>(ALERT_TELLING);
    chat.answers.push(() => {
      throw new DeliveryError('invalid_token', { channelGone: true });
    });
    await fails('billing.one');
    await fails('billing.two');
    await tell();
    expect(chat.asked).toHaveLength(1);
    expect(pager.titles).toContain('BLIND · channel chat · test');
    const { items } = await of<CronAlerts>(CronAlerts).getIncidents({ jobName: '~channel:chat' });
    expect(items).toMatchObject([{ state: 'open', severity: 'error', jobId: null }]);
    expect(await telling.getChannels()).toMatchObject([
      { name: 'chat', state: 'gone', why: 'invalid_token', waiting: 1 },
      { name: 'pager', state: 'on', why: null, waiting: 0 },
    ]);
    expect(await telling.sendTest({ channel: 'chat' }, { by: 'ada' })).toMatchObject([
      { state: 'delivered' },
    ]);
    await tell();
    expect(chat.titles).toEqual(['TEST · chat · test', 'DIGEST · 1 incident · test']);
    expect(await telling.getChannels()).toMatchObject([{ state: 'on', waiting: 0 }, { state: 'on' }]);
    expect(pager.titles.at(-1)).toBe('RECOVERED · channel chat · test');
  });

  it('lets another instance send what a dead one had in its hands, when its time is over', async () => {
    let answer: (receipt: unknown) => void = () => {};
    chat.answers.push(() => new Promise((resolve) => (answer = resolve)));
    const absorbed = of<IncidentDesk>(IncidentDesk).absorb(
      [wrong('other.job', clock.now(), { group: 'other' })],
      new Date(clock.now()),
    );
    await absorbed;
    await eventually(() => chat.asked.length === 1);
    // nothing moves until its time is over
    await database.query(`update tracked_cron.cron_notifications set claimed_until = $1`, [
      new Date(clock.now()),
    ]);
    await Promise.race(instances.map((instance) => of<TellingLoop>(TellingLoop, instance).runOnce()));
    expect(chat.titles).toEqual(['FAILED · other.job · test']);
    expect(chat.asked.map(({ attempt }) => attempt)).toEqual([1, 2]);
    answer({ late: true });
    await tell();
    expect((await rows()).map(brief)).toEqual(['opened chat delivered']);
    expect((await rows())[0].receipt).toEqual({ at: 2 }); // who came late is not listened to
  });

  it('never sends a message twice, however many instances look at the same time', async () => {
    for (let n = 0; n < 4; n += 1) {
      await of<IncidentDesk>(IncidentDesk).absorb(
        [wrong(`other.${n}`, clock.now(), { group: 'other' })],
        new Date(clock.now()),
      );
    }
    await Promise.all([tell(), tell(), tell()]);
    expect(chat.titles.sort()).toEqual([0, 1, 2, 3].map((n) => `FAILED · other.${n} · test`));
    expect(new Set(chat.accepted.map(({ id }) => id)).size).toBe(4);
  });

  it('lets whoever found something out tell it, and tells what others leave for a second', async () => {
    const composed = instances.map((instance) =>
      jest.spyOn(of<MessageComposer>(MessageComposer, instance), 'compose'),
    );
    await fails('other.job', { group: 'other' });
    expect(composed.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);

    const silent = jest.spyOn(of<Announcer>(Announcer), 'runOnce').mockResolvedValue(0);
    await of<IncidentDesk>(IncidentDesk).absorb([wrong('other.left', clock.now())], new Date(clock.now()));
    await tell();
    expect(chat.titles).toEqual(['FAILED · other.job · test']);
    clock.advance(1_000);
    await tell();
    expect(chat.titles.at(-1)).toBe('FAILED · other.left · test');
    for (const spy of [silent, ...composed]) spy.mockRestore();
  });

  it('sends several messages at once to a channel that takes them, those about one incident one after the other', async () => {
    const [one, two, more] = ['one', 'two', 'more'].map((name) =>
      wrong(`other.${name}`, clock.now(), { group: 'other' }),
    );
    Object.assign(chat, { concurrency: 2 });
    let sending = 0;
    let most = 0;
    const slowly = async () => {
      most = Math.max(most, (sending += 1));
      await new Promise(setImmediate);
      sending -= 1;
    };
    chat.answers.push(slowly, slowly, slowly);
    const [first] = instances;
    jest.spyOn(of<Deliverer>(Deliverer, first), 'runOnce').mockResolvedValueOnce();
    await of<IncidentDesk>(IncidentDesk).absorb([one, two, more], new Date(clock.now()));
    await of<Announcer>(Announcer, first).runOnce();
    await of<TellingLoop>(TellingLoop, first).runOnce();
    await tell();
    expect(most).toBe(2);
    expect(chat.accepted).toHaveLength(3);
    Object.assign(chat, { concurrency: undefined });
  });

  it('counts what was told, what was not, and how long it took', async () => {
    const telling = of<AlertTelling>(ALERT_TELLING);
    const from = new Date(clock.now() - 1);
    await fails('billing.one');
    await recovers('billing.one');
    await fails('billing.one');
    await fails('other', { group: 'other', severity: 'info' });
    const stats = await telling.getAlertStats({ from, to: new Date(clock.now() + MINUTE) });
    expect(stats.incidents).toMatchObject({
      opened: 3,
      resolved: 1,
      unattended: 1,
      bySeverity: { info: 1, warning: 0, error: 2, critical: 0 },
      toAcknowledge: null,
      toRecover: { p50: 1, p95: 1 },
    });
    expect(stats.notifications.byState).toMatchObject({ delivered: 6, suppressed: 1 });
    expect(stats.notifications.suppressed).toEqual({ no_route: 1 });
    expect(stats.notifications.latency!.p99).toBeLessThan(3_000);
    expect(stats.jobs[0]).toEqual({ jobName: 'billing.one', incidents: 2, notifications: 6, flapping: 1 });
    expect(stats.rules).toEqual({ failing: 3 });
  });
});
