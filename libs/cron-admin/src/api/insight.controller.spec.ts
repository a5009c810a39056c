import { TokenAccess } from '../access/token-access.js';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

const WINDOW = 'from=2026-03-01&to=2026-03-04T12:00:00Z';

describe('questions about the library itself', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());

  const get = (path: string) => host.ask(`/admin/cron-jobs${path}`, { token: TOKENS.viewer });

  it.each([
    ['/instances', ['at', 'items', 'generations']],
    ['/diagnosis', ['at', 'items', 'passed']],
    ['/storage', ['at', 'schema', 'bytes', 'bytesADay', 'retention', 'tables', 'spool']],
    ['/scaling', ['at', 'desiredWorkers', 'running', 'waiting', 'dueSoon', 'workers', 'perWorker', 'ahead']],
    [`/marks?${WINDOW}`, ['items', 'completeFrom']],
  ])('%s answers a viewer', async (path, keys) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    expect(Object.keys(body as object)).toEqual(keys);
  });

  it('hands on what is asked for', async () => {
    expect((await get('/scaling?perWorker=4&ahead=0')).body).toMatchObject({ perWorker: 4, ahead: 0 });
    await get(`/marks?${WINDOW}&jobName=${JOB}&limit=5`);
    expect(host.manager.markQueries.at(-1)).toEqual({
      from: new Date('2026-03-01'),
      to: new Date('2026-03-04T12:00:00Z'),
      jobName: JOB,
      limit: 5,
    });
  });

  it.each([
    ['/instances?page=1', '/query/page'],
    ['/storage?x=', '/query/x'],
    ['/scaling?perWorker=0', '/query/perWorker'],
    ['/scaling?ahead=1.5', '/query/ahead'],
    ['/scaling?ahead=60&ahead=61', '/query/ahead'],
    ['/marks?from=2026-03-01', '/query/to'],
    [`/marks?${WINDOW}&limit=2000`, '/query/limit'],
    [`/marks?${WINDOW}&jobName=a%20b`, '/query/jobName'],
  ])('%s is refused at %s', async (path, pointer) => {
    const { status, problem } = await get(path);
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer }]);
  });
});

describe('somebody with a scope', () => {
  it('is told nothing of the library as a whole, which names the jobs of others', async () => {
    const token = 'admin-of-one-group-01';
    const access = new TokenAccess([{ token, role: 'admin', name: 'ann', scope: { groups: ['matches'] } }]);
    const host = await hostAdmin({ access });
    for (const path of ['/instances', '/diagnosis', '/storage'])
      expect((await host.ask(`/admin/cron-jobs${path}`, { token })).status).toBe(403);
    const within = { groups: ['matches'] };
    await host.ask(`/admin/cron-jobs/marks?${WINDOW}`, { token });
    expect(host.manager.markQueries.at(-1)).toMatchObject({ within });
    await host.ask('/admin/cron-jobs/stats', { token });
    expect(host.manager.statisticsQueries.at(-1)).toMatchObject({ within });
    const foreign = await host.ask(`/admin/cron-jobs/marks?${WINDOW}&jobName=foreign`, { token });
    expect(foreign.problem.status).toBe(404);
    await host.app.close();
  });

  it('gets its own part of what is kept for everybody', async () => {
    const [all, part, none] = ['admin-of-all-jobs-01', 'viewer-of-matches-01', 'viewer-of-payments-1'];
    const access = new TokenAccess([
      { token: all, role: 'admin', name: 'all' },
      { token: part, role: 'viewer', name: 'part', scope: { groups: ['matches'] } },
      { token: none, role: 'viewer', name: 'none', scope: { groups: ['payments'] } },
    ]);
    const host = await hostAdmin({ access });
    const names = async (token: string) => {
      const { body } = await host.ask('/admin/cron-jobs/status', { token });
      return (body as { items: { jobName: string }[] }).items.map(({ jobName }) => jobName);
    };
    expect([await names(all), await names(part), await names(none)]).toEqual([[JOB], [JOB], []]);
    expect(host.manager.statusReads).toBe(1);
    await host.app.close();
  });
});

describe('answers that are kept for a moment', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());

  it('cost one query for many who ask, until somebody changes something', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => host.ask('/admin/cron-jobs/status')));
    expect(all.every(({ status }) => status === 200)).toBe(true);
    expect(host.manager.statusReads).toBe(1);
    await host.ask(`/admin/cron-jobs/${JOB}/pause`, { method: 'POST' });
    await host.ask('/admin/cron-jobs/status');
    expect(host.manager.statusReads).toBe(2);
    host.manager.events.emit('execution.refused', () => ({ executionId: '', jobName: JOB }));
    await host.ask('/admin/cron-jobs/status');
    expect(host.manager.statusReads).toBe(3);
  });
});
