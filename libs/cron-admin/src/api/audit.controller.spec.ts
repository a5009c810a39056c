import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('the audit log over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.auditQueries.splice(0));

  it('hands every parameter of the query on', async () => {
    const query =
      `?jobName=${JOB}&by=ann%20lee&action=skip-next&requestId=r-1&from=2026-11-23&to=2026-11-24T00:00:00Z` +
      '&limit=200&cursor=abc';
    const { status, body } = await host.ask(`/admin/cron-jobs/audit${query}`);
    expect([status, body]).toEqual([200, { items: [], page: { next: null, previous: null, limit: 200 } }]);
    expect(host.manager.auditQueries).toEqual([
      {
        jobName: JOB,
        by: 'ann lee',
        action: 'skip-next',
        requestId: 'r-1',
        from: new Date('2026-11-23'),
        to: new Date('2026-11-24'),
        limit: 200,
        cursor: 'abc',
      },
    ]);
  });

  it.each(['jobName=a/b', 'by=', 'action=explode', 'requestId=', 'from=noon', 'to=1', 'limit=201', 'page=2'])(
    'refuses ?%s and points at it',
    async (query) => {
      const { status, problem } = await host.ask(`/admin/cron-jobs/audit?${query}`);
      expect(status).toBe(400);
      expect(problem.errors).toMatchObject([{ pointer: `/query/${query.split('=')[0]}` }]);
      expect(host.manager.auditQueries).toEqual([]);
    },
  );

  it('is for admins', async () => {
    expect((await host.ask('/admin/cron-jobs/audit', { token: TOKENS.viewer })).status).toBe(403);
    expect((await host.ask('/admin/cron-jobs/audit', { token: TOKENS.operator })).status).toBe(403);
    expect((await host.ask('/admin/cron-jobs/audit', { token: null })).status).toBe(401);
  });

  it('gets the id of the request that something was decided in', async () => {
    const post = (id: string) =>
      host.ask(`/admin/cron-jobs/${JOB}/pause`, { method: 'POST', headers: { 'X-Request-Id': id } });
    await post('req-7');
    await post('no id of anybody');
    expect(host.manager.steered).toMatchObject([
      ['pause', JOB, { by: 'admin', requestId: 'req-7' }],
      ['pause', JOB, { by: 'admin' }],
    ]);
    expect(host.manager.steered[1][2]).not.toHaveProperty('requestId');
  });
});
