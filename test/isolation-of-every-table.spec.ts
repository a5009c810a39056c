import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import { CronContext, Execution, TrackedCron, TransientError } from 'nestjs-tracked-cron';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { CronDatabase } from '../libs/tracked-cron/src/database/cron-database.js';
import { EvidenceLog } from '../libs/tracked-cron/src/cluster/evidence-log.js';
import { Membership } from '../libs/tracked-cron/src/cluster/membership.js';
import { PendingClaimer } from '../libs/tracked-cron/src/cluster/pending-claimer.js';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { LogJournal } from '../libs/tracked-cron/src/history/log-journal.js';
import { Recorder } from '../libs/tracked-cron/src/history/recorder.js';
import { RollUpKeeper } from '../libs/tracked-cron/src/history/roll-ups/roll-up-keeper.js';
import { DeploymentWatch } from '../libs/tracked-cron/src/manager/deployment-watch.js';
import { JobWatch } from '../libs/tracked-cron/src/manager/sweep/job-watch.js';
import { SweepRepository } from '../libs/tracked-cron/src/manager/sweep/sweep.repository.js';
import { StalenessService } from '../libs/cron-monitor/src/staleness.service.js';
import { CronAlerts } from '../libs/cron-monitor/src/cron-alerts.js';
import { NotificationRetention } from '../libs/cron-monitor/src/alerts/insight/notification-retention.js';
import { WeeklyRepository } from '../libs/cron-monitor/src/alerts/insight/weekly.repository.js';
import { TellingLoop } from '../libs/cron-monitor/src/alerts/telling-loop.js';
import { IncidentDesk } from '../libs/cron-monitor/src/incidents/incident-desk.js';
import { IncidentLife } from '../libs/cron-monitor/src/incidents/incident-life.js';
import { IncidentRetention } from '../libs/cron-monitor/src/incidents/incident-retention.js';
import type { JudgedJob } from '../libs/cron-monitor/src/incidents/judged-job.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { well, wrong } from './support/judged.js';
import { RecordingChannel } from './support/recording-channel.js';
import { withoutSweeps } from './support/without-sweeps.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';
import { everythingOf, makeTwin, saysWhose, twinId } from './support/twins.js';

const MINUTE = 60_000;
const SHOP = { application: 'shop', environment: 'production' };
/** The same environment of another application, and another environment of the same one. */
const TWINS = [
  { application: 'blog', environment: 'production' },
  { application: 'shop', environment: 'staging' },
];
const TOKEN = 'operator-token-0001';

/**
 * Looks how far among everybody's rows one has to look for one's own: an id that is only compared with. Nothing else is read, of
 * each part of the history one row, by what says which part it is and where the page begins.
 */
const CONDITION = String.raw`e\.(kept (is null|= '\w+')|status in \([^()]*\)|id [<>]=? \$\d+(::uuid)?)`;
const IN_FLIGHT = String.raw`\(select [\w:, ]+ from "tracked_cron"\.cron_job_live where status <> 'zombie'\)`;
const BOUND = String.raw`\(select e\.id from ("tracked_cron"\.cron_job_executions|${IN_FLIGHT}) e where ${CONDITION}( and ${CONDITION})* order by e\.id( desc)?\s+offset \d+ limit 1\)`;
const NEAREST = new RegExp(
  `^select id from \\(${BOUND}(\\s+union all\\s+${BOUND})*\\) e order by id( desc)? limit 1$`,
);

/** What handlers that hang wait for. */
let held: (() => void)[] = [];
/** Whether they hang. */
let hanging = true;
const hang = () => (hanging ? new Promise<void>((resolve) => held.push(resolve)) : Promise.resolve());

/** One job for every way that rows come about. */
@Injectable()
class Release1 {
  @TrackedCron('* * * * *', { name: 'plain', group: 'matches' })
  plain(@Execution() { log }: CronContext): void {
    log.info('nothing to do');
  }

  @TrackedCron('* * * * *', { name: 'waiting', overlap: 'queue' })
  waiting(): Promise<void> {
    return hang();
  }

  @TrackedCron('* * * * *', { name: 'limited', concurrency: { key: 'feed', limit: 1 } })
  limited(): Promise<void> {
    return hang();
  }

  @TrackedCron('* * * * *', {
    name: 'flaky',
    retryPolicy: { maxAttempts: 2, initialDelay: '1h', maxDelay: '1h', jitter: 'none' },
  })
  flaky(): void {
    throw new TransientError('try again');
  }

  @TrackedCron('* * * * *', { name: 'tripping', breaker: { failures: 1, pause: '1h' } })
  tripping(): void {
    throw new Error('down');
  }

  @TrackedCron('* * * * *', { name: 'own', scope: 'instance' })
  own(): void {}

  @TrackedCron('* * * * *', { name: 'paused' })
  paused(): void {}

  @TrackedCron('* * * * *', { name: 'frozen', group: 'ice' })
  frozen(): void {}

  @TrackedCron('* * * * *', { name: 'leaving' })
  leaving(): void {}

  @TrackedCron('@never', { name: 'by-hand', overlap: 'allow' })
  byHand(): void {}
}

@Injectable()
class Release2 {
  @TrackedCron('* * * * *', { name: 'renamed', previousNames: ['plain'] })
  renamed(): void {}

  @TrackedCron('*/2 * * * *', { name: 'waiting', overlap: 'queue' })
  waiting(): void {}
}

describe('everything that one application does', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let statements: Set<string>;
  let booted: TestInstance[];

  beforeEach(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(aQuietMinute());
    held = [];
    hanging = true;
    booted = [];
    statements = new Set();
    const { query } = pg.Client.prototype;
    jest.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const [asked] = args as [string | { text: string }];
      statements.add(typeof asked === 'string' ? asked : asked.text);
      return (query as (...args: unknown[]) => never).apply(this, args);
    } as never);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const release of held.splice(0)) release();
    for (const { app } of booted) await app.close();
    await database.drop();
  });

  async function boot(release: string, jobs: new () => object): Promise<TestInstance> {
    const instance = await startInstance({
      url: database.url,
      clock,
      providers: [jobs],
      imports: [
        CronMonitorModule.forRoot({ channels: [new RecordingChannel('chat')] }),
        CronAdminModule.forRoot({ access: TokenAccess.fromString(`operator:${TOKEN}`) }),
      ],
      options: { ...SHOP, release },
    }).then(withoutSweeps);
    booted.push(instance);
    return instance;
  }

  async function settle({ app }: TestInstance): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    await app.get(Recorder).flush();
    await app.get(Journal).flush();
    await app.get(LogJournal).flush();
  }

  /** What the rules found about a job, and whoever is to hear of it. */
  async function tell({ app }: TestInstance, judged: JudgedJob): Promise<void> {
    clock.advance(1);
    await app.get(IncidentDesk, { strict: false }).absorb([judged], new Date(clock.now()));
    await app.get(TellingLoop, { strict: false }).runOnce();
  }

  async function minute(instance: TestInstance): Promise<void> {
    const claimed = instance.next('slots.claimed');
    clock.advance(MINUTE);
    await claimed;
    await settle(instance);
  }

  /** Brings the statistics up to date, whenever that was done last. */
  async function countAll({ app }: TestInstance): Promise<void> {
    await eventually(
      async () => {
        await database.query(
          "update tracked_cron.cron_roll_ups set turn_at = now() where application = 'shop' and environment = 'production'",
        );
        return app.get(RollUpKeeper).runOnce();
      },
      (outcome) => outcome === 'done', // the instance's own turn may have come just now
    );
  }

  async function executionsOf(scope: (typeof TWINS)[0]): Promise<string[]> {
    const { cron_job_executions: ended, cron_job_live: live } = await everythingOf(database, scope);
    return [...ended, ...live.filter(({ status }) => status !== 'zombie')].map(({ id }) => id as string);
  }

  const twins = () => Promise.all(TWINS.map((scope) => everythingOf(database, scope)));

  it('leaves every row of its twins as it was, and shows none of them', async () => {
    const first = await boot('1', Release1);
    const { manager } = first;
    await manager.pause('paused', { reason: 'feed moves' });
    await manager.freeze({ group: 'ice' });
    await manager.configure('by-hand', { timeout: '1m' });
    for (let passed = 0; passed < 3; passed += 1) await minute(first);
    const byHand = await manager.triggerManually('by-hand', { idempotencyKey: 'k' });
    await manager.skipNext('leaving');
    await first.app.get(EvidenceLog).note('event_loop_blocked', clock.now() - 3_000, clock.now());
    await settle(first);
    await countAll(first);
    // a day is added up when it is over, and a stretch is counted soon after it was noted
    await database.query(
      `insert into tracked_cron.cron_job_days select job_id, date_trunc('day', began_at, 'UTC'), status, count
       from tracked_cron.cron_job_hours on conflict do nothing`,
    );
    await database.query(
      `insert into tracked_cron.cron_job_recounts select id, '2020-01-01', '2020-01-02' from tracked_cron.cron_jobs`,
    );

    await tell(first, wrong('plain', clock.now()));
    const alerts = first.app.get(CronAlerts, { strict: false });
    await alerts.setPreference('channel:chat', { off: false });
    await database.query(
      "insert into tracked_cron.cron_alert_sweeps (application, environment, swept_at) values ('shop', 'production', now()) on conflict do nothing",
    );

    for (const [nth, scope] of TWINS.entries()) await makeTwin(database, SHOP, scope, nth + 1);
    const empty = Object.entries(await everythingOf(database, TWINS[0])).filter(
      ([, { length }]) => length === 0,
    );
    expect(empty.map(([table]) => table)).toEqual([]); // what has no rows proves nothing
    // one twin is dead, and nobody has swept what it left; the other one lives
    await database.query(
      "update tracked_cron.cron_instances set lease_until = now() - interval '1 minute' where application = 'blog'",
    );
    const before = await twins();
    const ids = await database.query<{ id: string; job: string; waits: boolean }>(
      `select id, job_name as job, not holds_lane as waits from tracked_cron.cron_job_live
       where application = 'shop' and environment = 'production' and status in ('pending', 'running')`,
    );
    const running = ids.find(({ job, waits }) => job === 'limited' && !waits)!.id;

    // what is said by id
    for (const twin of [1, 2]) {
      const foreign = twinId(running, twin);
      await expect(manager.cancel(foreign)).rejects.toMatchObject({ code: 'UNKNOWN_EXECUTION' });
    }
    expect(await manager.getExecution(twinId(running, 1))).toBeNull();
    // of its own application another environment's can be read, where somebody asks for it by its id
    expect(await manager.getExecution(twinId(running, 2))).toMatchObject({ environment: 'staging' });
    expect(await manager.triggerManually('by-hand', { idempotencyKey: 'k' })).toMatchObject({
      executionId: byHand.executionId,
    });

    // over REST
    await first.app.listen(0);
    const { port } = first.app.getHttpServer().address() as AddressInfo;
    const ask = async (path: string, method = 'GET') => {
      const answer = await fetch(`http://127.0.0.1:${port}/admin/cron-jobs${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      return { status: answer.status, text: await answer.text() };
    };
    expect((await ask(`/${running}`)).status).toBe(200);
    expect((await ask(`/${twinId(running, 1)}`)).status).toBe(404);
    expect((await ask(`/${twinId(running, 2)}/cancel`, 'POST')).status).toBe(404);
    const shown = await Promise.all(['?limit=200', '/status', '/jobs'].map((path) => ask(path)));
    for (const { status, text } of shown) {
      expect(status).toBe(200);
      for (const twin of [1, 2]) expect(text).not.toContain(twinId(running, twin));
    }

    // what is said by name, group, or of everything
    await manager.configure('by-hand', { timeout: null, retryPolicy: { maxAttempts: 2 } });
    await manager.configure('paused', { enabled: false });
    expect(await manager.getConfigurationEdits('by-hand')).toHaveLength(2);
    await manager.cancel(running);
    await manager.resume('paused');
    await manager.unfreeze({ group: 'ice' });
    await manager.freeze();
    await minute(first);
    await manager.unfreeze();
    for (const release of held.splice(0)) release();
    await settle(first);
    for (let passed = 0; passed < 2; passed += 1) await minute(first);
    // the twins hold the lane of their own groups of that name
    expect((await manager.getStatus('limited')).inFlight).toHaveLength(1);
    await manager.backfill('plain', new Date(clock.now() - 10 * MINUTE), new Date(clock.now() - 5 * MINUTE));
    await first.app.get(PendingClaimer).runOnce();
    await first.app.get(Membership).runOnce();
    await settle(first);

    // reading all there is
    const reading = {
      limit: 200,
      count: 'exact',
      from: new Date(clock.now() - 60 * MINUTE),
      to: new Date(clock.now() + MINUTE),
    } as const;
    // what waited is still coming to its end
    const { own, items, total } = await eventually(
      async () => ({ own: await executionsOf(SHOP), ...(await manager.getHistory(reading)) }),
      ({ own: { length }, total: counted }) => counted?.value === length,
    );
    expect(total).toEqual({ value: own.length, relation: 'eq' });
    expect(items.map(({ id }) => id).sort()).toEqual(own.sort());
    const { items: found } = await manager.getHistory({ search: 'down', limit: 200 });
    expect(found.length).toBeGreaterThan(0);
    expect(own).toEqual(expect.arrayContaining(found.map(({ id }) => id)));
    await countAll(first);
    const { total: statistics, countedUntil } = await manager.getStatistics();
    expect(countedUntil).not.toBeNull();
    for (const one of ['completed', 'failed', 'cancelled', 'lost'] as const)
      expect(statistics.counts[one]).toBe(items.filter(({ status }) => status === one).length);
    expect((await manager.getStatisticsByJob()).items.length).toBeLessThanOrEqual(10);
    // and the one that watches them
    expect((await manager.getStatuses()).map(({ jobName }) => jobName)).toHaveLength(11);
    expect(await manager.getJobs()).toHaveLength(11);
    expect(await manager.getFreezes()).toEqual([]);
    expect((await manager.getInstances()).items).toHaveLength(1);
    expect(await manager.getScaling()).toMatchObject({ workers: 1 });
    const lately = { from: new Date(Date.now() - 60 * MINUTE), to: new Date(clock.now() + MINUTE) };
    const marks = (await manager.getMarks({ ...lately, limit: 1_000 })).items;
    expect(marks.filter(({ kind }) => kind === 'job_added')).toHaveLength(11);
    expect(marks.filter(({ kind }) => kind === 'instance_started')).toHaveLength(1);
    const { items: decided } = await manager.getAudit({ limit: 200 });
    expect(decided.length).toBeGreaterThan(5);
    expect(
      decided.filter((entry) => entry.application !== 'shop' || entry.environment !== 'production'),
    ).toEqual([]);

    // telling people, and what it came to
    await tell(first, wrong('plain', clock.now(), { severity: 'critical' }));
    await tell(first, well('plain', clock.now()));
    await tell(first, wrong('flaky', clock.now()));
    await alerts.sendTest({ channel: 'chat' });
    await first.app.get(NotificationRetention, { strict: false }).runOnce();
    await first.app.get(WeeklyRepository, { strict: false }).weeks(lately.from, lately.to);
    const { items: notifications } = await alerts.getNotifications({ limit: 200 });
    // what the sweep sees of the jobs themselves is told beside it
    expect(notifications.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['opened', 'recovered', 'test']),
    );
    expect(await alerts.getChannels()).toMatchObject([{ name: 'chat', state: 'on' }]);
    expect((await alerts.getAlertStats(lately)).incidents.opened).toBeGreaterThanOrEqual(2);
    expect((await alerts.dryRun(lately)).told).toBeGreaterThanOrEqual(0);

    // deciding about incidents, and preferring otherwise than the code
    const { items: over } = await alerts.getIncidents({ state: ['resolved'] });
    for (const twin of [1, 2]) {
      const foreign = twinId(over[0].id, twin);
      expect(await alerts.getIncident(foreign)).toBeNull();
      await expect(alerts.acknowledge(foreign)).rejects.toMatchObject({ code: 'UNKNOWN_INCIDENT' });
    }
    const { items: open } = await alerts.getIncidents();
    expect(open.map(({ subject }) => subject)).toEqual(['flaky']);
    const [{ id: flaky }] = open;
    await alerts.acknowledge(flaky);
    await first.app.get(IncidentLife, { strict: false }).runOnce();
    await alerts.resolve(flaky);
    expect((await alerts.getIncident(flaky))!.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'acknowledged',
      'resolved',
    ]);
    expect(await alerts.getPreferences()).toHaveLength(1);
    await alerts.setPreference('channel:chat', null);
    expect(await alerts.getPreferences()).toEqual([]);
    const years = { now: () => clock.now() + 400 * 24 * 60 * MINUTE };
    await new IncidentRetention(first.app.get(CronDatabase, { strict: false }), SHOP, clock, years).runOnce();
    expect((await alerts.getIncidents({ state: ['resolved'] })).items).toEqual([]);

    // a deployment: renames, changes, removes
    const second = await boot('2', Release2);
    hanging = false; // what waited behind those that are let go may come late, and would keep the first from closing
    for (const release of held.splice(0)) release();
    await settle(first);
    await first.close();
    await database.query(
      "update tracked_cron.cron_generations set began_at = began_at - interval '8 days' where application = 'shop' and environment = 'production'",
    );
    await second.app.get(DeploymentWatch).runOnce();
    await minute(second);
    const statuses = await second.manager.getStatuses();
    expect(statuses.find(({ jobName }) => jobName === 'leaving')?.removedAt).toBeInstanceOf(Date);
    expect(statuses.find(({ jobName }) => jobName === 'renamed')?.removedAt).toBeNull();
    await second.app.get(StalenessService).sweep();
    await second.app.get(JobWatch).judgeNow(['renamed'], []);
    await second.app.get(SweepRepository).missed(new Date(clock.now() - 60 * MINUTE), new Date(clock.now()));
    await second.manager.unregister('renamed');
    await second.close();
    booted = [];

    expect(await twins()).toEqual(before);
    const ours = [...statements].filter(
      (sql) =>
        sql.includes('"tracked_cron".') &&
        !/^\s*(create|alter|select pg_|comment)/i.test(sql) &&
        !sql.includes('cron_migrations'),
    );
    expect(ours.length).toBeGreaterThan(30);
    expect(ours.filter((sql) => !saysWhose(sql) && !NEAREST.test(sql))).toEqual([]);
    expect(ours.some((sql) => NEAREST.test(sql))).toBe(true); // else nothing needs to be let through
  }, 60_000);

  it('is told from what forgets whose rows it is about', () => {
    const table = '"tracked_cron".cron_job_live';
    expect(saysWhose(`update ${table} set status = 'running' where status = 'pending'`)).toBe(false);
    expect(saysWhose(`select * from ${table} where started_at < now()`)).toBe(false);
    expect(saysWhose(`select * from ${table} where id = any($1)`)).toBe(true);
    expect(saysWhose(`select * from ${table} where application = $1 and environment = $2`)).toBe(true);
  });

  it('is let through where it reads nothing but how far to look', () => {
    const ofEnded = '"tracked_cron".cron_job_executions';
    const ofFlying = `(select id, null::text as kept from "tracked_cron".cron_job_live where status <> 'zombie')`;
    const part = (conditions: string, offset = 'offset 2000 limit 1', from = ofEnded) =>
      `(select e.id from ${from} e where ${conditions} order by e.id desc\n        ${offset})`;
    const bound = (...parts: string[]) =>
      `select id from (${parts.join('\nunion all\n')}) e order by id desc limit 1`;
    const ended = "e.kept = 'long' and e.id < $1::uuid";
    const flying = (from = ofFlying) => part('e.kept is null', undefined, from);
    expect(NEAREST.test(bound(part(ended), flying()))).toBe(true);
    for (const other of [
      bound(part(ended, '')),
      bound(part(ended, 'limit 1')),
      bound(part(ended), part('e.job_name = $2')),
      bound(part(ended), flying(ofFlying.replace('from', 'from "tracked_cron".cron_jobs,'))),
      bound(part(ended)).replace('select e.id', 'select e.*'),
      bound(part(ended)).replace(' limit 1)', ')'),
      `${bound(part(ended))} union all select id from "tracked_cron".cron_job_live`,
    ]) {
      expect(NEAREST.test(other)).toBe(false);
    }
  });
});
