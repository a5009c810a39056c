import { TrackedCronError } from 'nestjs-tracked-cron';
import { TokenAccess } from '../access/token-access.js';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { INCIDENT_ID, OUR_INCIDENT_ID } from '../testing/memory-alerts.js';

const ALERTS = '/admin/cron-jobs/alerts';
const UNTIL = '2026-11-23T08:00:00.000Z';
const [MINE, OTHERS, NO_ERRORS] = ['operator-of-matches', 'operator-of-money-1', 'viewer-without-errs'];

describe('incidents over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => {
    const access = new TokenAccess(
      [
        { token: TOKENS.viewer, role: 'viewer', name: 'viewer' },
        { token: TOKENS.operator, role: 'operator', name: 'operator' },
        { token: MINE, role: 'operator', name: 'mine', scope: { groups: ['matches'] } },
        { token: OTHERS, role: 'operator', name: 'others', scope: { groups: ['money'] } },
        { token: NO_ERRORS, role: 'admin', name: 'blind' },
      ],
      { hide: { admin: ['error', 'logs'], operator: ['logs'] } },
    );
    host = await hostAdmin({ access });
  });
  afterAll(() => host.app.close());
  beforeEach(() => {
    host.alerts.decided.splice(0);
    host.alerts.queries.splice(0);
  });

  const get = (path: string, token = TOKENS.viewer) => host.ask(`${ALERTS}${path}`, { token });
  const post = (path: string, body: object, token = TOKENS.operator) =>
    host.ask(`${ALERTS}${path}`, {
      method: 'POST',
      token,
      headers: { 'content-type': 'application/json', 'x-request-id': 'r-1' },
      body: JSON.stringify(body),
    });

  it('are asked for by every filter there is, within the scope of who asks', async () => {
    const query = `?state=open&state=snoozed&severity=error&jobName=scores&group=matches&owner=sports&tag=live&from=${UNTIL}&limit=7`;
    expect((await get(query, MINE)).status).toBe(200);
    await get('');
    expect(host.alerts.queries).toEqual([
      {
        state: ['open', 'snoozed'],
        severity: 'error',
        jobName: 'scores',
        group: 'matches',
        owner: 'sports',
        tag: 'live',
        from: new Date(UNTIL),
        limit: 7,
        within: { groups: ['matches'] },
      },
      {},
    ]);
  });

  it.each([
    ['?state=closed', '/query/state'],
    ['?severity=fatal', '/query/severity'],
    ['?limit=0', '/query/limit'],
    ['?search=x', '/query/search'],
    ['/notifications?state=lost', '/query/state'],
    ['/notifications?incidentId=7', '/query/incidentId'],
  ])('refuse %s', async (query, pointer) => {
    expect((await get(query)).problem).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('are acknowledged, snoozed and resolved by operators, on record with who and why', async () => {
    expect((await post(`/${INCIDENT_ID}/ack`, { reason: 'on it' })).body).toMatchObject({ id: INCIDENT_ID });
    await post(`/${INCIDENT_ID}/snooze`, { until: UNTIL });
    await post(`/${INCIDENT_ID.toUpperCase()}/resolve`, {});
    const who = { by: 'operator', requestId: 'r-1' };
    expect(host.alerts.decided).toEqual([
      ['acknowledge', INCIDENT_ID, { reason: 'on it', ...who }],
      ['snooze', INCIDENT_ID, { until: new Date(UNTIL), ...who }],
      ['resolve', INCIDENT_ID, who],
    ]);
    for (const action of ['ack', 'snooze', 'resolve'])
      expect((await post(`/${INCIDENT_ID}/${action}`, { until: UNTIL }, TOKENS.viewer)).status).toBe(403);
    expect((await post(`/${INCIDENT_ID}/snooze`, {})).problem).toMatchObject({
      status: 400,
      errors: [{ pointer: '/body/until' }],
    });
  });

  it('that are over answer 409', async () => {
    host.alerts.failure = new TrackedCronError('INCIDENT_RESOLVED', 'It is over.');
    const { problem } = await post(`/${INCIDENT_ID}/ack`, {});
    expect(problem).toMatchObject({ status: 409, type: expect.stringMatching(/:incident-resolved$/) });
  });

  it('are nothing to who has another scope, in the words of what there is not', async () => {
    const missing = '019aa000-0000-7000-8000-00000000dead';
    const [nobody, hidden, ours] = await Promise.all(
      [missing, INCIDENT_ID, OUR_INCIDENT_ID].map((id) => get(`/${id}`, OTHERS)),
    );
    expect(nobody.problem).toMatchObject({ status: 404, type: expect.stringMatching(/:unknown-incident$/) });
    for (const [id, answer] of [
      [INCIDENT_ID, hidden],
      [OUR_INCIDENT_ID, ours],
    ] as const)
      expect(JSON.stringify(answer.body)).toBe(JSON.stringify(nobody.body).replaceAll(missing, id));
    for (const action of ['ack', 'resolve'])
      expect((await post(`/${INCIDENT_ID}/${action}`, {}, OTHERS)).problem.status).toBe(404);
    expect(host.alerts.decided).toEqual([]);
    expect((await post(`/${INCIDENT_ID}/ack`, {}, MINE)).status).toBe(200);
    expect((await get('/not-an-id')).problem.status).toBe(404);
  });

  it('show of messages what the sender may see', async () => {
    const shown = JSON.stringify((await get(`/${INCIDENT_ID}`)).body);
    expect(shown).toContain('secret error');
    expect(shown).toContain('secret line');
    const logless = JSON.stringify((await get(`/${INCIDENT_ID}`, TOKENS.operator)).body);
    expect(logless).toContain('secret error');
    expect(logless).not.toContain('secret line');
    for (const path of [`/${INCIDENT_ID}`, '/notifications'])
      expect(JSON.stringify((await get(path, NO_ERRORS)).body)).not.toContain('secret');
  });
});
