import { jest } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { InstanceBus, TrackedCron, type BusMessage, type Finding } from 'nestjs-tracked-cron';
import { CronAlerts, CronMonitorModule } from 'nestjs-tracked-cron/monitor';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from '../../../../test/support/test-instance.js';
import { withoutSweeps } from '../../../../test/support/without-sweeps.js';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { CronMonitorLifecycle } from '../cron-monitor.lifecycle.js';
import { StalenessService } from '../staleness.service.js';
import { IncidentDesk } from './incident-desk.js';
import { IncidentLife } from './incident-life.js';
import { IncidentNews } from './incident-news.js';
import type { JudgedJob } from './judged-job.js';

const MINUTE = 60_000;

@Injectable()
class Jobs {
  @TrackedCron('0 3 1 1 *', { name: 'feed' })
  feed(): void {}

  @TrackedCron('0 3 1 1 *', { name: 'load' })
  load(): void {}

  @TrackedCron('0 3 1 1 *', { name: 'report' })
  report(): void {}
}

describe('the incident desk', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let instances: TestInstance[];

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(aQuietMinute());
    instances = await Promise.all(
      [1, 2].map(() =>
        startInstance({
          url: database.url,
          clock,
          providers: [Jobs],
          imports: [CronMonitorModule.forRoot()],
        }).then(withoutSweeps),
      ),
    );
  });
  // nobody announces by itself: what is counted and told here is the desk's
  beforeAll(() =>
    Promise.all([0, 1].map((instance) => of(CronMonitorLifecycle, instance).onModuleDestroy())),
  );
  afterAll(async () => {
    for (const instance of instances) await instance.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.query('truncate tracked_cron.cron_incidents, tracked_cron.cron_incident_events');
    clock.advance(MINUTE);
  });

  const of = <Part>(part: abstract new (...args: never[]) => Part, instance = 0): Part =>
    instances[instance].app.get<Part>(part, { strict: false });
  const now = () => new Date(clock.now());
  const ago = (minutes: number) => new Date(clock.now() - minutes * MINUTE);

  const failing = (changed: Partial<Finding> = {}): Finding => ({
    rule: 'failing',
    severity: 'error',
    told: true,
    since: ago(5),
    message: 'the last 3 executions failed',
    count: 3,
    slot: ago(5),
    executionId: null,
    ...changed,
  });
  const judged = (jobName: string, changed: Partial<JudgedJob> = {}): JudgedJob => ({
    jobId: null,
    jobName,
    group: 'billing',
    owner: 'ann',
    tags: ['nightly'],
    findings: [failing()],
    fingerprints: [],
    goodRuns: 0,
    lastEndAt: ago(1),
    nextLateAt: ago(-60),
    recoverAfter: 1,
    dependsOn: [],
    ...changed,
  });
  const well = (jobName: string, changed: Partial<JudgedJob> = {}) =>
    judged(jobName, { findings: [], goodRuns: 1, lastEndAt: now(), ...changed });
  const many = (count: number) => Array.from({ length: count }, (_, n) => judged(`job-${n}`));
  const absorb = (jobs: readonly JudgedJob[], instance = 0) => of(IncidentDesk, instance).absorb(jobs, now());
  const open = async () => {
    const { items } = await of(CronAlerts).getIncidents({ limit: 200 });
    return items.map(({ subject }) => subject).sort();
  };
  const incidentOf = async (jobName: string) =>
    (await of(CronAlerts).getIncidents({ jobName, state: ['open', 'acknowledged', 'snoozed', 'resolved'] }))
      .items[0];
  const kindsOf = async (jobName: string) => {
    const rows = await database.query<{ kind: string }>(
      `select e.kind from tracked_cron.cron_incident_events e join tracked_cron.cron_incidents i on i.id = e.incident_id
       where i.subject = $1 order by e.id`,
      [jobName],
    );
    return rows.map(({ kind }) => kind);
  };

  it('keeps what it was told, word by word', async () => {
    await absorb([judged('billing', { fingerprints: ['f1', 'f2'], jobId: null })]);
    const incident = await incidentOf('billing');
    expect(incident).toEqual({
      id: expect.any(String),
      subject: 'billing',
      jobId: null,
      group: 'billing',
      owner: 'ann',
      tags: ['nightly'],
      state: 'open',
      severity: 'error',
      findings: [{ ...failing(), joinedAt: now(), lastSeenAt: now(), endedAt: null }],
      fingerprints: ['f1', 'f2'],
      beganAt: ago(5),
      openedAt: now(),
      acknowledgedAt: null,
      acknowledgedBy: null,
      snoozedUntil: null,
      snoozedBy: null,
      escalation: 0,
      goodRuns: 0,
      heldBy: null,
      resolvedAt: null,
      resolvedBy: null,
      resolution: null,
      revision: 1,
    });
    const [event] = await database.query('select kind, detail from tracked_cron.cron_incident_events');
    expect(event).toMatchObject({ kind: 'opened', detail: { rule: 'failing', again: null } });
  });

  it('keeps no secret and nothing that PostgreSQL could not, for the sake of all the others', async () => {
    const message = 'password=hunter2 \0 \ud800';
    await absorb([judged('odd', { findings: [failing({ message })] }), judged('even')]);
    expect(await open()).toEqual(['even', 'odd']);
    const rows = await database.query('select detail::text from tracked_cron.cron_incident_events');
    expect(JSON.stringify(rows)).not.toContain('hunter2');
  });

  it('has one open incident of a job, opened once, whoever is told of it at the same time', async () => {
    const jobs = many(200);
    await Promise.all([absorb(jobs, 0), absorb([...jobs].reverse(), 1), absorb(jobs, 1), absorb(jobs, 0)]);
    expect((await open()).length).toBe(200);
    const [{ events }] = await database.query<{ events: number }>(
      `select count(*)::integer as events from tracked_cron.cron_incident_events where kind = 'opened'`,
    );
    expect(events).toBe(200);
  });

  it('loses nothing that several instances find out at once', async () => {
    await absorb([judged('shared')]);
    const rules = ['late', 'stale', 'stuck', 'lost', 'missed'] as const;
    clock.advance(MINUTE);
    await Promise.all([
      ...rules.map((rule, n) =>
        absorb([judged('shared', { findings: [failing(), failing({ rule })] })], n % 2),
      ),
      of(CronAlerts, 1).acknowledge((await incidentOf('shared')).id, { by: 'ann' }),
    ]);
    const incident = await incidentOf('shared');
    expect(incident).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'ann' });
    expect(incident.findings.map(({ rule }) => rule).sort()).toEqual([...rules, 'failing'].sort());
    expect((await kindsOf('shared')).sort()).toEqual(
      ['acknowledged', 'opened', ...rules.map(() => 'joined')].sort(),
    );
  });

  it('neither waits for ever nor doubles anything when two instances open and change the same in other orders', async () => {
    const jobs = many(60);
    for (let round = 0; round < 5; round += 1) {
      const [odd, even] = [1, 0].map((rest) =>
        jobs.map((job, n) => (n % 2 === rest ? job : well(job.jobName))),
      );
      clock.advance(MINUTE);
      await Promise.all([absorb(odd, 0), absorb([...even].reverse(), 1), absorb([...odd].reverse(), 1)]);
    }
    const twice = await database.query(
      `select subject from tracked_cron.cron_incidents where resolved_at is null group by subject having count(*) > 1`,
    );
    expect(twice).toEqual([]);
    const unequal = await database.query(
      `select i.id from tracked_cron.cron_incidents i
       where (i.resolved_at is not null) <> exists (select from tracked_cron.cron_incident_events e
         where e.incident_id = i.id and e.kind = 'recovered')`,
    );
    expect(unequal).toEqual([]);
  });

  it('opens, holds open and ends a thousand in a handful of statements', async () => {
    const jobs = many(1_000);
    const counted = async (work: () => Promise<void>) => {
      const query = jest.spyOn(pg.Client.prototype, 'query');
      await work();
      const count = query.mock.calls.filter(([sql]) => /cron_incidents/.test(JSON.stringify(sql))).length;
      query.mockRestore();
      return count;
    };
    expect(await counted(() => absorb(jobs))).toBe(3);
    clock.advance(10_000);
    // the words change with each look, and a minute later nothing is worth a write
    expect(
      await counted(() => absorb(many(1_000).map((job) => ({ ...job, findings: jobs[0].findings })))),
    ).toBe(1);
    clock.advance(MINUTE);
    expect(await counted(() => absorb(jobs.map(({ jobName }) => well(jobName))))).toBe(2);
    expect(await open()).toEqual([]);
  });

  it('takes facts that were read before others as what they are: old', async () => {
    const before = now();
    clock.advance(MINUTE);
    await absorb([judged('quick')]);
    clock.advance(MINUTE);
    await absorb([well('quick')]);
    await of(IncidentDesk, 1).absorb([judged('quick')], before);
    expect(await open()).toEqual([]);
    expect(await kindsOf('quick')).toEqual(['opened', 'recovered']);
  });

  it('says of an incident which one has just ended', async () => {
    await absorb([judged('flapping')]);
    const first = await incidentOf('flapping');
    clock.advance(MINUTE);
    await absorb([well('flapping')]);
    clock.advance(29 * MINUTE);
    await absorb([judged('flapping')]);
    const [{ detail }] = await database.query<{ detail: object }>(
      `select detail from tracked_cron.cron_incident_events where kind = 'opened' order by id desc limit 1`,
    );
    expect(detail).toMatchObject({ again: { incidentId: first.id, resolvedAt: ago(29).toISOString() } });
  });

  it('does not open again what somebody has just declared to be over', async () => {
    await absorb([judged('known')]);
    await of(CronAlerts).resolve((await incidentOf('known')).id, { by: 'ann', reason: 'a test' });
    clock.advance(10_000);
    await absorb([judged('known', { findings: [failing({ since: ago(6) })] })]);
    expect(await open()).toEqual([]);
    await absorb([judged('known', { findings: [failing({ since: ago(6), count: 4 })] })]);
    expect(await open()).toEqual(['known']);
  });

  describe('with jobs that depend on others', () => {
    beforeEach(async () => {
      await database.query(
        `update tracked_cron.cron_jobs set options = options || jsonb_build_object('dependsOn',
           case name when 'report' then '["load"]'::jsonb when 'load' then '["feed"]'::jsonb else '[]'::jsonb end)`,
      );
      clock.advance(MINUTE); // what jobs depend on is read once a minute
    });
    const report = (changed: Partial<JudgedJob> = {}) =>
      judged('report', { dependsOn: ['load'], ...changed });

    it('holds the incident of the one while that of the other is open, through jobs in between', async () => {
      await absorb([report(), judged('feed'), well('load', { dependsOn: ['feed'] })]);
      expect(await incidentOf('report')).toMatchObject({ state: 'open', heldBy: 'feed' });
      expect((await incidentOf('feed')).heldBy).toBeNull();
    });

    it('and also where only that job is judged, when it ends', async () => {
      await absorb([judged('feed')], 1);
      await absorb([report()]);
      expect((await incidentOf('report')).heldBy).toBe('feed');
    });

    it('releases it when it failed again after the end of that', async () => {
      await absorb([report(), judged('feed')]);
      clock.advance(MINUTE);
      await absorb([well('feed')], 1);
      const ended = now();
      clock.advance(10_000);
      // its end came before the sweep that looks at it, but after that of its parent's incident
      await absorb([report({ lastEndAt: new Date(ended.getTime() + 1) })]);
      expect((await incidentOf('report')).heldBy).toBeNull();
      expect(await kindsOf('report')).toEqual(['opened', 'woken']);
    });

    it('keeps holding it in the sweep that ends that of the parent', async () => {
      await absorb([report(), judged('feed')]);
      clock.advance(MINUTE);
      await absorb([report(), well('feed')]);
      expect((await incidentOf('report')).heldBy).toBe('feed');
      expect(await kindsOf('report')).toEqual(['opened']);
    });
  });

  it('tells this process and the bus of everything that has changed', async () => {
    const heard: BusMessage[] = [];
    let news = 0;
    const stops = [
      of(InstanceBus).subscribe('alert', (message) => heard.push(message)),
      of(IncidentNews).onNews(() => (news += 1)),
    ];
    await absorb([judged('loud')]);
    clock.advance(MINUTE);
    await absorb([judged('loud', { findings: [failing({ count: 4 })] })]);
    for (const stop of stops) stop();
    const { id } = await incidentOf('loud');
    expect(heard).toEqual([
      { id, job: 'loud', what: 'opened', revision: 1 },
      { id, job: 'loud', what: 'changed', revision: 2 },
    ]);
    expect(news).toBe(1);
  });

  describe('as time goes by', () => {
    it('reminds of it once, whoever looks at the same time', async () => {
      await absorb([judged('waiting')]);
      clock.advance(240 * MINUTE);
      await Promise.all([0, 1, 0, 1].map((instance) => of(IncidentLife, instance).runOnce()));
      expect(await kindsOf('waiting')).toEqual(['opened', 'reminded']);
    });

    it('which each sweep lets it do', async () => {
      await absorb([judged('waiting')]);
      clock.advance(240 * MINUTE);
      await of(StalenessService).sweep();
      expect(await kindsOf('waiting')).toEqual(['opened', 'reminded']);
    });

    it('escalates critical ones, by default after half an hour', async () => {
      await absorb([judged('calm'), judged('urgent', { findings: [failing({ severity: 'critical' })] })]);
      clock.advance(30 * MINUTE);
      await of(IncidentLife).runOnce();
      expect(await kindsOf('calm')).toEqual(['opened']);
      expect(await kindsOf('urgent')).toEqual(['opened', 'escalated']);
      expect((await incidentOf('urgent')).escalation).toBe(1);
    });

    it('ends what is about a job that is gone from the code', async () => {
      const [{ id }] = await database.query<{ id: string }>(
        `update tracked_cron.cron_jobs set removed_at = now() where name = 'load' returning id`,
      );
      await absorb([judged('load', { jobId: id })]);
      await of(IncidentLife).runOnce();
      await database.query(`update tracked_cron.cron_jobs set removed_at = null where name = 'load'`);
      expect(await incidentOf('load')).toMatchObject({
        state: 'resolved',
        resolvedBy: null,
        resolution: 'the job is gone from the code',
      });
      expect(await kindsOf('load')).toEqual(['opened', 'resolved']);
    });
  });
});
