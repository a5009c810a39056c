import { hostAdmin, TOKENS, access } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';
import { checkOrigins } from './same-origin.js';
import { TokenAccess } from './token-access.js';

const PAUSE = `/admin/cron-jobs/${JOB}/pause`;

describe('who asks too much', () => {
  it('is told so with 429 and a time to come back, and others are not', async () => {
    const host = await hostAdmin({ access: access(), rateLimit: { writes: 2, failedLogins: 3 } });
    const statuses = async (path: string, token: string, times: number, method = 'GET') => {
      const all = [];
      for (let nth = 0; nth < times; nth++) all.push((await host.ask(path, { token, method })).status);
      return all;
    };
    expect(await statuses(PAUSE, TOKENS.operator, 3, 'POST')).toEqual([200, 200, 429]);
    expect(await statuses(PAUSE, TOKENS.admin, 1, 'POST')).toEqual([200]);
    expect(await statuses('/admin/cron-jobs', TOKENS.operator, 3)).toEqual([200, 200, 200]);
    expect(await statuses('/admin/cron-jobs', 'guess-number-0001', 4)).toEqual([401, 401, 401, 429]);
    const { problem, headers } = await host.ask('/admin/cron-jobs', { token: TOKENS.viewer });
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:too-many-requests');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    // who got in a while ago is not locked out by somebody else behind the same proxy
    expect(await statuses('/admin/cron-jobs', TOKENS.operator, 1)).toEqual([200]);
    await host.app.close();
  });
});

describe('a page behind a proxy that rewrites Host', () => {
  it('may change something where its origin is named, and no other one', async () => {
    const host = await hostAdmin({ access: access(), origins: ['https://ops.example.com/'] });
    const from = async (origin: string, more: Record<string, string> = {}) =>
      (await host.ask(PAUSE, { method: 'POST', headers: { Origin: origin, ...more } })).status;
    expect(await from('https://ops.example.com')).toBe(200);
    expect(await from('http://ops.example.com')).toBe(403);
    expect(await from('https://evil.example.com', { 'X-Forwarded-Host': 'evil.example.com' })).toBe(403);
    expect(await from('https://ops.example.com', { 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
    await host.app.close();
  });

  it.each(['ops.example.com', 'https://ops.example.com/jobs', 'null', 'file:///tmp'])(
    'can not be at %s',
    (origin) => {
      expect(() => checkOrigins([origin])).toThrow(/scheme, host and port only/);
    },
  );
});

describe('a token that expires', () => {
  it('is one until then, and not from then on', () => {
    let now = 0;
    const token = 'a-token-of-16-ch';
    const expiring = new TokenAccess(
      [{ token, role: 'admin', expiresAt: new Date(1_000) }],
      {},
      { now: () => now },
    );
    const known = () => expiring.authenticate({ headers: { authorization: `Bearer ${token}` } });
    now = 999;
    expect(known()).toMatchObject({ role: 'admin', expiresAt: new Date(1_000) });
    now = 1_000;
    expect(known()).toBeNull();
  });

  it.each([
    [{ expiresAt: 'tomorrow' as never }, /expires at what is no Date/],
    [{ scope: { owner: ['a'] } as never }, /there is no "owner"/],
  ])('is refused with %j', (more, remedy) => {
    expect(() => new TokenAccess([{ token: 'a-token-of-16-ch', role: 'admin', ...more }])).toThrow(remedy);
  });
});
