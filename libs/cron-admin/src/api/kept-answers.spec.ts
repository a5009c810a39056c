import type { JobStatus } from 'nestjs-tracked-cron';
import { TokenAccess } from '../access/token-access.js';
import { ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';

const SCOPED = 'viewer-of-matches-01';
const STATUS = '/admin/cron-jobs/status';

describe.each(ADAPTERS)('an answer that is kept, on %s', (adapter) => {
  let host: HostedAdmin;
  let writes: number;
  let health: string;
  beforeAll(async () => {
    const access = new TokenAccess([
      { token: TOKENS.admin, role: 'admin', name: 'all' },
      { token: SCOPED, role: 'viewer', name: 'part', scope: { groups: ['matches'] } },
    ]);
    host = await hostAdmin({ access }, { adapter });
    const job = (jobName: string, group: string) => ({
      jobName,
      group,
      owner: null,
      tags: [],
      toJSON: () => ((writes += 1), { jobName, health }),
    });
    host.manager.getStatuses = async () =>
      [job('scorés', 'matches'), job('payroll', 'money')] as unknown as JobStatus[];
  });
  afterAll(() => host.app.close());
  beforeEach(() => {
    [writes, health] = [0, 'healthy'];
    host.manager.events.emit('execution.refused', () => ({ executionId: '', jobName: '' }));
  });

  const ask = (token = TOKENS.admin, headers: Record<string, string> = {}) =>
    host.ask(STATUS, { token, headers });

  it('is written once for all who may see the same', async () => {
    const [first, second] = [await ask(), await ask()];
    expect(first.body).toEqual({
      items: [
        { jobName: 'scorés', health },
        { jobName: 'payroll', health },
      ],
    });
    expect(second.body).toEqual(first.body);
    expect(second.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(second.headers.get('cache-control')).toBe('no-store');
    expect(writes).toBe(2);
    for (let times = 0; times < 2; times++)
      expect((await ask(SCOPED)).body).toEqual({ items: [{ jobName: 'scorés', health }] });
    expect(writes).toBe(3);
  });

  it('is not sent again to who has it, until it changes', async () => {
    const tag = (await ask()).headers.get('etag')!;
    for (const known of [tag, `W/"other", ${tag}`]) {
      const again = await ask(TOKENS.admin, { 'If-None-Match': known, 'Cache-Control': 'no-cache' });
      expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, null, tag]);
    }
    expect((await ask(SCOPED, { 'If-None-Match': tag })).status).toBe(200);
    health = 'failing';
    host.manager.events.emit('execution.refused', () => ({ executionId: '', jobName: '' }));
    const changed = await ask(TOKENS.admin, { 'If-None-Match': tag });
    expect([changed.status, (changed.body as { items: unknown[] }).items[0]]).toEqual([
      200,
      { jobName: 'scorés', health },
    ]);
  });

  it('is asked for only once, of reports too', async () => {
    // each of a window of its own: what two reports read alike is read once
    const windows = { performance: '09-01', trends: '09-02', failures: '09-03' };
    for (const [report, day] of Object.entries(windows)) {
      const path = `/admin/cron-jobs/reports/${report}?jobName=scores&from=2026-${day}T00:00:00Z`;
      const reads = () => host.manager.statisticsQueries.length + host.manager.steered.length;
      const before = reads();
      const answers = [await host.ask(path), await host.ask(path)];
      expect([report, reads() - before]).toEqual([report, report === 'failures' ? 1 : 2]);
      expect(answers[1].body).toEqual(answers[0].body);
      const csv = await host.ask(path, { headers: { accept: 'text/csv' } });
      expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      await host.ask(path, { token: SCOPED });
      expect(reads() - before).toBeGreaterThan(report === 'failures' ? 1 : 0);
    }
  });
});
