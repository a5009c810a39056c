import { Injectable } from '@nestjs/common';
import { TrackedCron, type AuditEntry, type JobsWithin } from 'nestjs-tracked-cron';
import { CronDatabase } from 'nestjs-tracked-cron/internal';
import { CronAlerts, CronMonitorModule, type AlertChannel } from 'nestjs-tracked-cron/monitor';
import { createTestDatabase, type TestDatabase } from '../../../test/support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from '../../../test/support/test-instance.js';
import { withoutSweeps } from '../../../test/support/without-sweeps.js';
import { VirtualClock } from '../../tracked-cron/src/testing/virtual-clock.js';
import { Announcer } from './alerts/announce/announcer.js';
import { CronMonitorLifecycle } from './cron-monitor.lifecycle.js';
import { IncidentDesk } from './incidents/incident-desk.js';
import { IncidentLife } from './incidents/incident-life.js';
import { IncidentRetention } from './incidents/incident-retention.js';
import type { JudgedJob } from './incidents/judged-job.js';
import { AlertPreferences } from './preferences/alert-preferences.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ANN = { by: 'ann', reason: 'looks at it', requestId: 'r-1' };
const NOBODY = '01900000-0000-7000-8000-000000000000';

@Injectable()
class Jobs {
  @TrackedCron('0 3 1 1 *', { name: 'feed', group: 'in', owner: 'ann', tags: ['nightly'] })
  feed(): void {}

  @TrackedCron('0 3 1 1 *', { name: 'report', group: 'out', owner: 'bob' })
  report(): void {}
}

const slack: AlertChannel = { name: 'slack', send: async () => {} };

describe('alerts, as people and code see and steer them', () => {
  let database: TestDatabase;
  let clock: VirtualClock;
  let instances: TestInstance[];
  let jobIds: Map<string, string>;

  beforeAll(async () => {
    database = await createTestDatabase();
    clock = new VirtualClock(aQuietMinute());
    instances = await Promise.all(
      [1, 2].map(() =>
        startInstance({
          url: database.url,
          clock,
          providers: [Jobs],
          imports: [CronMonitorModule.forRoot({ channels: [slack], routes: [{ channels: [] }] })],
        }).then(withoutSweeps),
      ),
    );
    const rows = await database.query<{ id: string; name: string }>(
      'select id, name from tracked_cron.cron_jobs',
    );
    jobIds = new Map(rows.map(({ id, name }) => [name, id]));
  });
  // nobody announces by itself: incidents are what they are made here
  beforeAll(() =>
    Promise.all([0, 1].map((instance) => of(CronMonitorLifecycle, instance).onModuleDestroy())),
  );
  afterAll(async () => {
    for (const instance of instances) await instance.close();
    await database.drop();
  });
  beforeEach(async () => {
    await database.query(
      'truncate tracked_cron.cron_incidents, tracked_cron.cron_incident_events, tracked_cron.cron_notifications, tracked_cron.cron_alert_preferences',
    );
    clock.advance(MINUTE);
  });

  const of = <Part>(part: abstract new (...args: never[]) => Part, instance = 0): Part =>
    instances[instance].app.get<Part>(part, { strict: false });
  const alerts = (instance = 0) => of(CronAlerts, instance);
  const at = (minutes: number) => new Date(clock.now() + minutes * MINUTE);
  const newest = async (): Promise<AuditEntry> =>
    (await instances[0].manager.getAudit({ limit: 1 })).items[0];
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: { code: string; message: string }) => error,
    );

  async function absorb(changed: Partial<JudgedJob>): Promise<void> {
    const jobName = changed.jobName ?? 'feed';
    await of(IncidentDesk).absorb(
      [
        {
          jobId: jobIds.get(jobName) ?? null,
          jobName,
          group: 'in',
          owner: 'ann',
          tags: ['nightly'],
          findings: [
            {
              rule: 'failing',
              severity: 'error',
              told: true,
              since: at(-5),
              message: 'failed',
              count: 1,
              slot: null,
              executionId: null,
            },
          ],
          fingerprints: [],
          goodRuns: 0,
          lastEndAt: at(-1),
          nextLateAt: null,
          recoverAfter: 1,
          dependsOn: [],
          ...changed,
        },
      ],
      at(0),
    );
  }

  async function opened(jobName = 'feed', changed: Partial<JudgedJob> = {}): Promise<string> {
    await absorb({ jobName, ...changed });
    return (await alerts().getIncidents({ jobName })).items[0].id;
  }

  const recovered = (jobName: string) => absorb({ jobName, findings: [], goodRuns: 1, lastEndAt: at(0) });

  describe('an incident', () => {
    it('is acknowledged on any instance, on record', async () => {
      const id = await opened();
      clock.advance(1); // two instances count ids of one millisecond by themselves
      const after = await alerts(1).acknowledge(id, ANN);
      expect(after).toMatchObject({
        state: 'acknowledged',
        acknowledgedBy: 'ann',
        acknowledgedAt: at(0),
        revision: 2,
      });
      expect(await newest()).toMatchObject({
        action: 'acknowledge',
        outcome: 'done',
        target: id,
        jobName: 'feed',
        ...ANN,
        before: { state: 'open' },
        after: { state: 'acknowledged', acknowledgedBy: 'ann' },
      });
      const { events } = (await alerts().getIncident(id))!;
      expect(events.map(({ kind, by, reason }) => ({ kind, by, reason }))).toEqual([
        { kind: 'opened', by: null, reason: null },
        { kind: 'acknowledged', by: 'ann', reason: 'looks at it' },
      ]);
    });

    it('is acknowledged once by one person, and taken over by another', async () => {
      const id = await opened();
      await alerts().acknowledge(id, ANN);
      expect((await alerts().acknowledge(id, ANN)).revision).toBe(2);
      clock.advance(MINUTE);
      const taken = await alerts().acknowledge(id, { by: 'bob' });
      expect(taken).toMatchObject({ acknowledgedBy: 'bob', acknowledgedAt: at(-1), revision: 3 });
    });

    it('is snoozed, and wakes', async () => {
      const id = await opened();
      expect(await alerts().snooze(id, { ...ANN, until: at(60) })).toMatchObject({
        state: 'snoozed',
        snoozedUntil: at(60),
        snoozedBy: 'ann',
      });
      expect(await newest()).toMatchObject({
        action: 'snooze',
        after: { snoozedUntil: at(60).toISOString() },
      });
      clock.advance(60 * MINUTE);
      await of(IncidentLife, 1).runOnce();
      expect(await alerts().getIncident(id)).toMatchObject({ state: 'open', snoozedUntil: null });
    });

    it('is resolved with who and why, and then there is nothing left to decide', async () => {
      const id = await opened();
      expect(await alerts().resolve(id, ANN)).toMatchObject({
        state: 'resolved',
        resolvedBy: 'ann',
        resolution: 'looks at it',
        resolvedAt: at(0),
      });
      expect(await newest()).toMatchObject({ action: 'resolve-incident', outcome: 'done' });
      const refused = await Promise.all([
        refusal(alerts().resolve(id)),
        refusal(alerts().acknowledge(id)),
        refusal(alerts().snooze(id, { until: at(60) })),
      ]);
      expect(refused.map((error) => error?.code)).toEqual(Array(3).fill('INCIDENT_RESOLVED'));
      expect(refused[0]?.message).toContain('by ann');
      expect(await newest()).toMatchObject({ outcome: 'refused', code: 'INCIDENT_RESOLVED' });
    });

    it('says that somebody ended it also where nobody says who', async () => {
      expect(await alerts().resolve(await opened())).toMatchObject({
        resolvedBy: 'somebody',
        resolution: null,
      });
    });

    it.each([NOBODY, 'feed', ''])('that does not exist can not be decided about: %j', async (id) => {
      expect(await refusal(alerts().acknowledge(id))).toMatchObject({ code: 'UNKNOWN_INCIDENT' });
      expect(await alerts().getIncident(id)).toBeNull();
    });

    it.each([
      [
        'that is over',
        { until: new Date(0) },
        /must be a Date in the future: to end the incident for good, resolve it/,
      ],
      ['that is none', { until: 'tomorrow' as never }, /must be a Date in the future/],
      ['of nobody', {} as never, /say how long nobody wants to hear of it/],
    ])('is not snoozed until an instant %s', async (_, options, message) => {
      const refused = await refusal(alerts().snooze(await opened(), options));
      expect(refused).toMatchObject({ code: 'INVALID_OPTION', message: expect.stringMatching(message) });
    });

    it('is decided about although sweeps change it at the same moment', async () => {
      const id = await opened();
      clock.advance(MINUTE);
      const findings = (count: number) => ({ findings: [{ ...(stuck as never as object), count } as never] });
      const stuck = {
        rule: 'stuck',
        severity: 'error',
        told: true,
        since: at(-1),
        message: 'in flight',
        slot: null,
        executionId: null,
      };
      await Promise.all([
        ...[2, 3, 4].map((count) => absorb(findings(count))),
        alerts(1).acknowledge(id, ANN),
        alerts(0).snooze(id, { until: at(5), by: 'bob' }),
      ]);
      const { events } = (await alerts().getIncident(id))!;
      const kinds = events.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['opened', 'joined', 'acknowledged', 'snoozed']));
      expect(kinds).toHaveLength(4);
    });
  });

  describe('pages of incidents', () => {
    const names = async (query: Parameters<CronAlerts['getIncidents']>[0]) =>
      (await alerts().getIncidents(query)).items.map(({ subject }) => subject);

    it('are those that are open, newest first, unless somebody asks for others', async () => {
      for (const jobName of ['feed', 'report', 'other']) await absorb({ jobName });
      await recovered('report');
      expect(await names({})).toEqual(['other', 'feed']);
      expect(await names({ state: ['resolved'] })).toEqual(['report']);
      expect(await names({ severity: 'error' })).toEqual(['other', 'feed']);
      expect(await names({ severity: 'critical' })).toEqual([]);
      expect(await names({ jobName: 'feed', group: 'in', owner: 'ann', tag: 'nightly' })).toEqual(['feed']);
      expect(await names({ tag: 'weekly' })).toEqual([]);
      expect(await names({ from: at(0), to: at(1) })).toEqual(['other', 'feed']);
      expect(await names({ to: at(0) })).toEqual([]);
      expect(await names({ from: at(1) })).toEqual([]);
    });

    it('are of the jobs that there are for somebody, as those are defined now', async () => {
      for (const jobName of ['feed', 'report', '~monitor']) await absorb({ jobName });
      expect(await names({ within: {} })).toEqual(['~monitor', 'report', 'feed']);
      expect(await names({ within: { groups: ['out'] } })).toEqual(['report']);
      expect(await names({ within: { owners: ['ann', 'bob'] } })).toEqual(['report', 'feed']);
      expect(await names({ within: { tags: ['nightly'] } })).toEqual(['feed']);
      expect(await names({ within: { jobs: ['feed'], owners: ['bob'] } })).toEqual([]);
    });

    it('are counted with what was told of them, of all jobs or of some', async () => {
      for (const jobName of ['feed', 'report', '~monitor']) await absorb({ jobName });
      await of(Announcer).runOnce();
      const stats = async (within?: JobsWithin) => {
        const { incidents, notifications, jobs, rules } = await alerts().getAlertStats({
          from: at(-1),
          to: at(1),
          within,
        });
        const names = jobs.map(({ jobName }) => jobName);
        return [incidents.opened, notifications.byState.suppressed, names, rules];
      };
      expect(await stats()).toEqual([3, 3, ['feed', 'report', '~monitor'], { failing: 3 }]);
      expect(await stats({ groups: ['in'] })).toEqual([1, 1, ['feed'], { failing: 1 }]);
      expect(await stats({ owners: ['ann', 'bob'], jobs: ['report'] })).toEqual([
        1,
        1,
        ['report'],
        { failing: 1 },
      ]);
      expect(await stats({ tags: ['none'] })).toEqual([0, 0, [], {}]);
      const { items } = await alerts().getNotifications({ within: { groups: ['in'] } });
      expect(items.map(({ subject }) => subject)).toEqual(['feed']);
    });

    it('follow each other without a gap', async () => {
      for (let nth = 0; nth < 5; nth += 1) await absorb({ jobName: `job-${nth}` });
      const first = await alerts().getIncidents({ limit: 2 });
      const second = await alerts().getIncidents({ limit: 2, cursor: first.page.next! });
      const third = await alerts().getIncidents({ limit: 2, cursor: second.page.next! });
      expect([first, second, third].map(({ items }) => items.map(({ subject }) => subject))).toEqual([
        ['job-4', 'job-3'],
        ['job-2', 'job-1'],
        ['job-0'],
      ]);
      expect(third.page).toEqual({ next: null, limit: 2 });
      expect(await refusal(alerts().getIncidents({ cursor: first.page.next!, group: 'in' }))).toMatchObject({
        code: 'INVALID_CURSOR',
      });
    });

    it.each([
      [{ limit: 0 }, /limit/],
      [{ limit: 201 }, /from 1 to 200/],
      [{ state: ['over' as never] }, /open, acknowledged, snoozed, resolved/],
      [{ severity: 'loud' as never }, /info, warning, error, critical/],
      [{ from: new Date(NaN) }, /from must be an instant/],
      [{ jobName: 'a\0b' }, /jobName/],
    ])('are refused for %j', async (query, message) => {
      const refused = await refusal(alerts().getIncidents(query));
      expect(refused).toMatchObject({ code: 'INVALID_QUERY', message: expect.stringMatching(message) });
    });
  });

  describe('a test message', () => {
    it('is sent on record, with who and through what', async () => {
      const said = { by: 'ann', reason: 'a new hook', requestId: 'r-1' };
      expect(await alerts().sendTest({ channel: 'slack' }, said)).toMatchObject([{ state: 'delivered' }]);
      expect(await newest()).toMatchObject({
        action: 'alert-test',
        outcome: 'done',
        target: 'channel:slack',
        ...said,
        after: { sent: [{ channel: 'slack', state: 'delivered' }] },
      });
    });

    it.each([
      [{ route: 'nobody' }, 'route:nobody', 'UNKNOWN_ROUTE'],
      [{ channel: 'pager' }, 'channel:pager', 'UNKNOWN_CHANNEL'],
      [{}, null, 'INVALID_QUERY'],
    ])('is on record where it is refused: %j', async (asked, target, code) => {
      expect(await refusal(alerts().sendTest(asked, ANN))).toMatchObject({ code });
      expect(await newest()).toMatchObject({
        action: 'alert-test',
        outcome: 'refused',
        target,
        code,
        ...ANN,
      });
    });
  });

  describe('a preference', () => {
    it('is shown with who, why, until when, and what the code says', async () => {
      const until = at(60);
      const set = await alerts().setPreference('route:route 1', { channels: ['slack'] }, { ...ANN, until });
      const record = {
        key: 'route:route 1',
        value: { channels: ['slack'] },
        code: { channels: [] },
        setAt: at(0),
        setBy: 'ann',
        reason: 'looks at it',
        until,
        revision: 1,
      };
      expect(set).toEqual(record);
      expect(await alerts(1).getPreferences()).toEqual([record]);
      expect(await newest()).toMatchObject({
        action: 'alert-preference',
        target: 'route:route 1',
        before: null,
        after: { value: { channels: ['slack'] }, until: until.toISOString() },
      });
      expect(await alerts().getRoutes()).toMatchObject([{ channels: ['slack'], source: 'preference' }]);
      const [ofFeed, ofNothing] = [{ within: { jobs: ['feed'] } }, { within: { jobs: [] } }];
      expect(await alerts().getRoutes(ofFeed)).toMatchObject([{ channels: ['slack'] }]);
      expect(await alerts().getRoutes(ofNothing)).toEqual([]);
      expect(await alerts().getChannels(ofFeed)).toMatchObject([{ name: 'slack', state: 'on', waiting: 0 }]);
      expect(await alerts().getChannels(ofNothing)).toEqual([]);
    });

    it('is given back to the code, by hand or when it runs out', async () => {
      await alerts().setPreference('channel:slack', { off: true }, { by: 'ann' });
      await alerts().setPreference('mute:feed', true, { by: 'ann', until: at(60) });
      expect((await alerts().getPreferences()).map(({ key }) => key)).toEqual(['channel:slack', 'mute:feed']);
      expect(await alerts().setPreference('channel:slack', null, ANN)).toMatchObject({
        value: null,
        revision: 3,
      });
      expect(await newest()).toMatchObject({ before: { value: { off: true } }, after: { value: null } });
      clock.advance(60 * MINUTE);
      expect(await alerts().getPreferences()).toEqual([]);
      expect(await of(AlertPreferences).current()).toMatchObject({ mutes: [], channels: new Map() });
    });

    it('is held on the other instances ten seconds later, whether they hear of it or not', async () => {
      expect((await of(AlertPreferences, 1).current()).mutes).toEqual([]);
      await alerts(0).setPreference('mute:feed', true, { until: at(60) });
      clock.advance(10_000);
      expect((await of(AlertPreferences, 1).current()).mutes).toEqual(['feed']);
    });

    it('is changed by whoever knows what they change', async () => {
      const set = (value: unknown, ifRevision: number) =>
        refusal(alerts().setPreference('channel:slack', value, { ifRevision }));
      expect(await set({ off: true }, 1)).toMatchObject({ code: 'VERSION_CONFLICT' });
      expect(await set({ off: true }, 0)).toBeNull();
      expect((await set({ off: false }, 0))?.message).toContain('ask again with ifRevision: 1');
      expect(await set(null, 1)).toBeNull();
      expect(await set({ off: true }, 0)).toBeNull();
    });

    it('is set by one after the other, whoever asks at once', async () => {
      const until = at(60);
      await Promise.all(
        Array.from({ length: 8 }, (_, nth) =>
          alerts(nth % 2).setPreference(`mute:job-${nth}*`, true, { until }),
        ),
      );
      const revisions = (await alerts().getPreferences()).map(({ revision }) => revision);
      expect(revisions.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it.each<[string, unknown, object, string, RegExp]>([
      ['mute:feed', true, {}, 'INVALID_OPTION', /Preference mute:feed: for how long must be said/],
      ['mute:fed', true, { until: new Date(8e15) }, 'UNKNOWN_JOB', /did you mean "feed"\?/],
      ['mute:feed', true, { until: new Date(0) }, 'INVALID_OPTION', /until must be a Date in the future/],
      [
        'channel:slak',
        { off: true },
        {},
        'INVALID_OPTION',
        /^Preference channel:slak: .*did you mean "slack"\?/,
      ],
      ['window:x', 'x'.repeat(9_000), {}, 'INVALID_OPTION', /JSON of at most 8000 characters/],
      ['nothing', 1, {}, 'INVALID_OPTION', /write "mute:<job>"/],
    ])('%s is refused (case %#), and says what to write', async (key, value, options, code, message) => {
      const refused = await refusal(alerts().setPreference(key, value, options));
      expect(refused).toMatchObject({ code, message: expect.stringMatching(message) });
      expect(await newest()).toMatchObject({ action: 'alert-preference', outcome: 'refused', code });
    });

    it('that the code does not take any more is left out, and everything else holds', async () => {
      await alerts().setPreference('channel:slack', { minSeverity: 'error' });
      await database.query(`update tracked_cron.cron_alert_preferences set key = 'channel:gone'`);
      await alerts().setPreference('mute:*', true, { until: at(60) });
      expect(await of(AlertPreferences).current()).toMatchObject({ mutes: ['*'], channels: new Map() });
      expect(await alerts().getPreferences()).toHaveLength(2);
    });

    it('keeps an incident from being told, which is recorded all the same, and told when it is over', async () => {
      await alerts().setPreference('mute:feed', true, { until: at(60) });
      const id = await opened();
      await of(IncidentLife).runOnce();
      clock.advance(60 * MINUTE);
      await of(IncidentLife).runOnce();
      const { events } = (await alerts().getIncident(id))!;
      expect(events.map(({ kind, detail }) => [kind, (detail as { from?: string }).from])).toEqual([
        ['opened', undefined],
        ['woken', 'muted'],
      ]);
    });
  });

  it('is forgotten a year after it was over', async () => {
    const [gone] = [await opened('feed')];
    await recovered('feed');
    const going = await opened('report');
    await alerts().setPreference('channel:slack', { off: true });
    await alerts().setPreference('channel:slack', { off: false });
    clock.advance(MINUTE);
    const later = { now: () => clock.now() + 365 * DAY };
    const scope = { application: 'test', environment: 'test' };
    await new IncidentRetention(of(CronDatabase), scope, clock, later).runOnce();
    expect(await alerts().getIncident(gone)).toBeNull();
    expect((await alerts().getIncident(going))!.events.length).toBeGreaterThan(0);
    const left = await database.query(
      'select 1 from tracked_cron.cron_incident_events where incident_id = $1',
      [gone],
    );
    expect(left).toEqual([]);
    expect(await database.query('select 1 from tracked_cron.cron_alert_preferences')).toHaveLength(1);
  });
});
