import type { TimelineQuery } from 'nestjs-tracked-cron';
import { TokenAccess } from '../access/token-access.js';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';

const SCOPED = 'viewer-of-matches-01';

describe('GET /timeline', () => {
  let host: HostedAdmin;
  beforeAll(async () => {
    const access = new TokenAccess([
      { token: TOKENS.admin, role: 'admin', name: 'all' },
      { token: SCOPED, role: 'viewer', name: 'part', scope: { groups: ['matches'] } },
    ]);
    host = await hostAdmin({ access }, { adapter: 'express' });
  });
  afterAll(() => host.app.close());

  const asked = async (query: string, token = TOKENS.admin) => {
    const { status } = await host.ask(`/admin/cron-jobs/timeline?${query}`, { token });
    const [, said] = host.manager.steered.at(-1) ?? [];
    return { status, said: said as TimelineQuery };
  };

  it('hands on what was asked, names as often as they come', async () => {
    const window = 'from=2026-11-26T07:00:00Z&to=2026-11-26T09:00:00Z';
    const { status, said } = await asked(
      `${window}&by=job&jobName=a&jobName=b&jobName=a&group=g&owner=o&limit=7`,
    );
    expect(status).toBe(200);
    expect(said).toEqual({
      from: new Date('2026-11-26T07:00:00Z'),
      to: new Date('2026-11-26T09:00:00Z'),
      by: 'job',
      jobNames: ['a', 'b'],
      group: 'g',
      owner: 'o',
      limit: 7,
    });
    expect((await asked('jobName=one')).said).toEqual({ jobNames: ['one'] });
  });

  it('asks for no more than there is for the sender', async () => {
    expect((await asked('', SCOPED)).said).toEqual({ within: { groups: ['matches'] } });
  });

  it('refuses more names than an answer has room for, and what are none', async () => {
    const many = Array.from({ length: 101 }, (_, nth) => `jobName=job-${nth}`).join('&');
    for (const query of [many, 'jobName=no%20name', 'by=owner', 'limit=0', 'from=yesterday'])
      expect([query.slice(0, 20), (await asked(query)).status]).toEqual([query.slice(0, 20), 400]);
  });
});
