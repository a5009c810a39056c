import { TrackedCronError } from 'nestjs-tracked-cron';
import { TokenAccess } from '../access/token-access.js';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { INCIDENT_ID } from '../testing/memory-alerts.js';
import { JOB } from '../testing/memory-manager.js';

const ALERTS = '/admin/cron-jobs/alerts';
const UNTIL = '2026-11-23T08:00:00.000Z';
const SCOPED = 'admin-of-one-group-1';

describe('alerting over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => {
    const roles = ['viewer', 'operator', 'admin'] as const;
    const access = new TokenAccess([
      ...roles.map((role) => ({ token: TOKENS[role], role, name: role })),
      { token: SCOPED, role: 'admin', name: 'scoped', scope: { groups: ['matches'] } },
    ]);
    host = await hostAdmin({ access });
  });
  afterAll(() => host.app.close());
  beforeEach(() => {
    host.alerts.decided.splice(0);
    host.alerts.queries.splice(0);
    host.alerts.preference = null;
  });

  const get = (path: string, token = TOKENS.viewer) => host.ask(`${ALERTS}${path}`, { token });
  const send = (method: string, path: string, body: object, more: { token?: string; match?: string } = {}) =>
    host.ask(`${ALERTS}${path}`, {
      method,
      token: more.token ?? TOKENS.admin,
      headers: { 'content-type': 'application/json', ...(more.match && { 'if-match': more.match }) },
      body: JSON.stringify(body),
    });

  it('shows every viewer how people are told', async () => {
    for (const path of ['/stats', '/routes', '/channels', '/preferences', '/notifications'])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect((await get('/stats?from=2026-11-01T00:00:00Z')).body).toMatchObject({
      from: '2026-11-01T00:00:00.000Z',
    });
    await get(`/notifications?state=failed&channel=slack&incidentId=${INCIDENT_ID}&limit=5`);
    expect(host.alerts.queries.at(-1)).toEqual({
      state: ['failed'],
      channel: 'slack',
      incidentId: INCIDENT_ID,
      limit: 5,
    });
  });

  it.each(['/notifications', '/stats', '/routes', '/channels'])(
    'shows who has a scope of %s what concerns their jobs',
    async (path) => {
      expect((await get(path, SCOPED)).status).toBe(200);
      expect(host.alerts.queries).toEqual([{ within: { groups: ['matches'] } }]);
      await get(path);
      expect(host.alerts.queries.at(-1)).toEqual({});
    },
  );

  it('lets nobody who has a scope do what concerns others too', async () => {
    const scoped = { token: SCOPED, match: '*' };
    const others = [
      await send('POST', '/test', {}, scoped),
      await send('POST', '/dry-run', {}, scoped),
      await send('PUT', '/preferences/quietHours', { value: null }, scoped),
      await send('PUT', `/preferences/${encodeURIComponent('mute:*')}`, { value: null }, scoped),
    ];
    expect(others.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    const foreign = [
      await send('PUT', '/preferences/mute:foreign', { value: null }, scoped),
      await send('POST', '/dry-run', { jobName: 'foreign' }, scoped),
    ];
    expect(foreign.map(({ status }) => status)).toEqual([404, 404]);
    expect(host.alerts.decided).toEqual([]);
  });

  it('lets who has a scope mute and try what is in it', async () => {
    const scoped = { token: SCOPED, match: '*' };
    expect((await send('POST', '/dry-run', { jobName: JOB }, scoped)).status).toBe(200);
    const mute = { value: true, until: UNTIL };
    expect((await send('PUT', `/preferences/mute:${JOB}`, mute, scoped)).status).toBe(200);
    expect((await get('/preferences', SCOPED)).body).toMatchObject({ items: [{ key: `mute:${JOB}` }] });
    await send('PUT', `/preferences/${encodeURIComponent('mute:*')}`, mute, { match: '*' });
    expect((await get('/preferences', SCOPED)).body).toEqual({ items: [] });
  });

  it('is configured by admins, each preference by who knows what it is', async () => {
    const body = { value: true, until: UNTIL, reason: 'moving house' };
    const path = `/preferences/${encodeURIComponent('mute:billing.*')}`;
    const set = await send('PUT', path, body, { match: '"0"' });
    expect([set.status, set.headers.get('etag')]).toEqual([200, '"1"']);
    expect(set.body).toMatchObject({ key: 'mute:billing.*', value: true, revision: 1, setBy: 'admin' });
    const back = await send('PUT', path, { value: null }, { match: '*' });
    expect(back.body).toMatchObject({ value: null, revision: 2 });
    expect(host.alerts.decided).toEqual([
      [
        'setPreference',
        'mute:billing.*',
        true,
        { until: new Date(UNTIL), reason: 'moving house', ifRevision: 0, by: 'admin' },
      ],
      ['setPreference', 'mute:billing.*', null, { by: 'admin' }],
    ]);
    const late = await send('PUT', path, body, { match: '"1"' });
    expect(late.problem).toMatchObject({ status: 412, current: { revision: 2 } });
    expect(late.headers.get('etag')).toBe('"2"');
    expect((await send('PUT', path, body)).problem.status).toBe(428);
    expect((await send('PUT', path, body, { match: '7' })).problem.status).toBe(400);
    expect((await send('PUT', path, body, { match: '*', token: TOKENS.operator })).status).toBe(403);
  });

  it.each(['nothing', 'mute', 'quietHours:x', 'mutes:a', 'channel'])(
    'knows no preference %s',
    async (key) => {
      const { problem } = await send('PUT', `/preferences/${key}`, { value: null }, { match: '*' });
      expect(problem).toMatchObject({ status: 404, type: expect.stringMatching(/:unknown-preference$/) });
    },
  );

  it('sends a test message through what is named, and says what became of it', async () => {
    const { body } = await send('POST', '/test', { channel: 'slack', reason: 'new hook' });
    expect(body).toMatchObject({ items: [{ state: 'delivered', channel: 'slack' }] });
    expect(host.alerts.decided).toEqual([
      ['sendTest', { channel: 'slack' }, { reason: 'new hook', by: 'admin' }],
    ]);
    host.alerts.failure = new TrackedCronError('UNKNOWN_ROUTE', 'The route "x" is not known.');
    expect((await send('POST', '/test', { route: 'x' })).problem).toMatchObject({ status: 422 });
  });

  it('says what would have been told', async () => {
    const asked = { jobName: 'scores', alertThresholds: { consecutiveFailures: 5 }, routes: [{}] };
    const { body } = await send('POST', '/dry-run', { ...asked, from: UNTIL });
    expect(body).toMatchObject({ told: 4, from: UNTIL });
    expect(host.alerts.decided).toEqual([['dryRun', { ...asked, from: new Date(UNTIL) }]]);
    host.alerts.failure = new TrackedCronError('INVALID_THRESHOLD', 'staleness must be longer.');
    expect((await send('POST', '/dry-run', {})).problem.status).toBe(422);
  });

  it.each([
    ['PUT', '/preferences/quietHours', {}, '/body/value'],
    ['PUT', '/preferences/quietHours', { value: 1, until: 'soon' }, '/body/until'],
    ['POST', '/test', { channel: '' }, '/body/channel'],
    ['POST', '/dry-run', { routes: ['all'] }, '/body/routes'],
    ['POST', '/dry-run', { to: 'now' }, '/body/to'],
  ])('refuses %s %s with %j', async (method, path, body, pointer) => {
    const { problem } = await send(method, path, body, { match: '*' });
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(host.alerts.decided).toEqual([]);
  });
});
