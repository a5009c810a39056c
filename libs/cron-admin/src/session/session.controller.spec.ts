import { access, ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { isProduction } from './is-production.js';

describe.each(ADAPTERS)('who I am, on %s', (adapter) => {
  const tokens = access();
  let host: HostedAdmin;
  beforeAll(async () => {
    host = await hostAdmin({ access: tokens, rateLimit: { failedLogins: 3 } }, { adapter });
  });
  afterAll(() => host.app.close());

  const open = (body: object, headers: Record<string, string> = {}) =>
    host.ask('/admin/cron-jobs/session', {
      method: 'POST',
      token: null,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('is told, with what I may do and where I am', async () => {
    const { body } = await host.ask('/admin/cron-jobs/session', { token: TOKENS.operator });
    expect(body).toEqual({
      name: 'operator',
      role: 'operator',
      permissions: ['read', 'trigger', 'cancel', 'skip', 'pause', 'acknowledge'],
      expiresAt: null,
      application: 'test',
      environment: 'test',
      production: false,
      release: 'r7',
      libraryVersion: expect.stringMatching(/^\d+\.\d+\.\d+/),
      serverTime: expect.stringMatching(/Z$/),
      live: true,
    });
    const { body: viewer } = await host.ask('/admin/cron-jobs/session', { token: TOKENS.viewer });
    expect(viewer).toMatchObject({ role: 'viewer', permissions: ['read'] });
    expect((await host.ask('/admin/cron-jobs/session', { token: null })).problem.status).toBe(401);
  });

  it('is somebody for twelve hours with a ticket, which is good for once', async () => {
    const { ticket } = tokens.issueTicket('operator');
    const opened = await open({ ticket });
    const { token, expiresAt } = opened.body as { token: string; expiresAt: string };
    expect([opened.status, opened.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect((await host.ask('/admin/cron-jobs/session', { token })).body).toMatchObject({
      name: 'operator',
      role: 'operator',
      expiresAt,
    });
    expect((await open({ ticket })).problem).toMatchObject({
      type: 'urn:nestjs-tracked-cron:problem:invalid-ticket',
      status: 401,
      detail: expect.stringContaining('Ask for a new one'),
    });
    expect(host.log.join('\n')).toContain('"operator" signed in');
    expect(host.log.join('\n')).not.toContain(ticket);
  });

  it('is nobody with a ticket that a page of another origin sends, and the ticket is still good', async () => {
    const { ticket } = tokens.issueTicket('viewer');
    expect((await open({ ticket }, { 'Sec-Fetch-Site': 'cross-site' })).problem.status).toBe(403);
    expect((await open({ ticket }, { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
  });

  it('is asked no more by an address from where too many tickets were wrong', async () => {
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push((await open({ ticket: `guess-${n}` })).status);
    expect(answers.slice(-1)).toEqual([429]);
    expect((await open({ ticket: tokens.issueTicket('admin').ticket })).status).toBe(429);
  });
});

describe('who I am', () => {
  it('is for the access object of the host to say, which need have no roles and no links', async () => {
    const host = await hostAdmin({
      access: { authenticate: () => ({ name: 'ada' }), can: (_, action) => action === 'read' },
      live: false,
    });
    const { body } = await host.ask('/admin/cron-jobs/session', { token: null });
    expect(body).toMatchObject({ name: 'ada', permissions: ['read'], expiresAt: null, live: false });
    expect(body).not.toHaveProperty('role');
    const answer = await host.ask('/admin/cron-jobs/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"ticket":"x"}',
    });
    expect(answer.problem).toMatchObject({ status: 404, detail: expect.stringContaining('no such links') });
    await host.app.close();
  });

  it.each([
    ['production', true],
    ['prod', true],
    ['Production-eu', true],
    ['staging', false],
    ['product-demo', false],
    ['preprod', false],
  ])('is in an environment called %s, where a mistake costs: %p', (name, expected) => {
    expect(isProduction(name)).toBe(expected);
  });
});
