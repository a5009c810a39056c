import { Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AccessRequest } from './access/cron-admin-access.js';
import { TokenAccess } from './access/token-access.js';
import { CronAdminModule } from './cron-admin.module.js';
import type { CronAdminModuleOptions } from './cron-admin.options.js';
import { access, hostAdmin, hostModule, type HostedAdmin } from './testing/hosted-admin.js';
import { EXECUTION_ID, JOB, MemoryManager } from './testing/memory-manager.js';

const TOKENS_OF_HOST = 'host:tokens';

@Module({
  providers: [{ provide: TOKENS_OF_HOST, useValue: 'viewer:token-from-settings' }],
  exports: [TOKENS_OF_HOST],
})
class HostSettings {}

describe('CronAdminModule', () => {
  const environment = process.env.NODE_ENV;
  const running: INestApplication[] = [];
  afterEach(async () => {
    process.env.NODE_ENV = environment;
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  async function hosted(...how: Parameters<typeof hostAdmin>): Promise<HostedAdmin> {
    const host = await hostAdmin(...how);
    running.push(host.app);
    return host;
  }

  it('refuses to start in production without access, and says what to write', async () => {
    process.env.NODE_ENV = 'production';
    await expect(hosted({})).rejects.toMatchObject({
      code: 'ACCESS_REQUIRED',
      message: expect.stringContaining('CronAdminModule.forRoot({ access: new TokenAccess('),
    });
  });

  it('starts in production with access, and prints nothing of it', async () => {
    process.env.NODE_ENV = 'production';
    const host = await hosted();
    expect(host.log.join('\n')).not.toMatch(/token/i);
  });

  it('elsewhere makes an admin token and prints it once, and is open to nobody else', async () => {
    const host = await hosted({});
    const printed = host.log.filter((line) => line.includes('Admin token'));
    expect(printed).toHaveLength(1);
    const token = /process: (\S+) /.exec(printed[0])?.[1];
    expect((await host.ask('/admin/cron-jobs', { token })).status).toBe(200);
    expect((await host.ask(`/admin/cron-jobs/${JOB}/trigger`, { token, method: 'POST' })).status).toBe(202);
    expect((await host.ask('/admin/cron-jobs', { token: null })).status).toBe(401);
    expect(host.manager.triggers[0].options.by).toBe('printed token');
  });

  it('prints a link to the page with it, which signs in once, as soon as it listens', async () => {
    const host = await hosted({ path: 'ops' }, { configure: (app) => app.setGlobalPrefix('api') });
    const printed = host.log.filter((line) => line.includes('#ticket='));
    expect(printed).toHaveLength(1);
    const link = new URL(/http\S+/.exec(printed[0])![0]);
    expect(link.origin + link.pathname).toBe(`${await host.app.getUrl()}/api/ops/dashboard/`);
    const signIn = () =>
      host.ask('/api/ops/session', {
        method: 'POST',
        token: null,
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ticket: link.hash.slice('#ticket='.length) }),
      });
    const { token } = (await signIn()).body as { token: string };
    expect((await host.ask('/api/ops/session', { token })).body).toMatchObject({ role: 'admin' });
    expect((await signIn()).status).toBe(401);
  });

  it.each([[{ url: 'javascript:alert(1)' }], [{ url: 7 }], ['cookie']])(
    'refuses %j as the way that people sign in, and says what to write',
    async (signIn) => {
      const options = { access: { authenticate: () => null, can: () => false, signIn } };
      await expect(hosted(options as never)).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        message: expect.stringContaining("{ url: '/login' }"),
      });
    },
  );

  it('makes another token for every process', async () => {
    const [one, other] = [await hosted({}), await hosted({})];
    const tokens = [one, other].map(({ log }) => /process: (\S+) /.exec(log.join('\n'))?.[1]);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  it('asks an access object of the host, with the job that is acted on', async () => {
    const asked: unknown[] = [];
    const host = await hosted({
      access: {
        authenticate: async ({ headers }: AccessRequest) =>
          headers['x-user'] ? { name: String(headers['x-user']) } : null,
        can: async (principal, action, target) => {
          asked.push([principal.name, action, target]);
          return action === 'read';
        },
      },
    });
    const headers = { 'X-User': 'ada' };
    expect((await host.ask('/admin/cron-jobs', { headers })).status).toBe(200);
    expect((await host.ask(`/admin/cron-jobs/${JOB}/trigger`, { headers, method: 'POST' })).status).toBe(403);
    expect((await host.ask('/admin/cron-jobs')).status).toBe(401);
    expect(asked).toEqual([
      ['ada', 'read', { application: 'test', environment: 'test' }],
      [
        'ada',
        'trigger',
        {
          application: 'test',
          environment: 'test',
          job: JOB,
          group: 'matches',
          owner: 'sports',
          tags: ['live'],
        },
      ],
    ]);
  });

  it('refuses an access object that can not decide', async () => {
    const options = { access: { authenticate: () => null } } as unknown as CronAdminModuleOptions;
    await expect(hosted(options)).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });

  it('is mounted where the host says, even where that ends like a route of ours', async () => {
    const host = await hosted({ path: '/internal/jobs/', access: access() });
    expect((await host.ask('/internal/jobs/status')).status).toBe(200);
    expect((await host.ask('/admin/cron-jobs/status')).status).toBe(404);
    for (const path of [`/internal/jobs/${JOB}/trigger`, `/internal/jobs/jobs/${JOB}/trigger/`]) {
      const { headers } = await host.ask(path, { method: 'POST' });
      const { pathname } = new URL(headers.get('location')!, `http://host${path}`);
      expect(pathname).toBe(`/internal/jobs/${EXECUTION_ID}`);
    }
  });

  it('can be mounted twice, each with its own path and its own access', async () => {
    const other = TokenAccess.fromString('viewer:token-of-the-other');
    const second = CronAdminModule.forRoot({ path: 'ops', access: other });
    const host = await hosted({ access: access() }, { metadata: { imports: [second] } });
    expect((await host.ask('/admin/cron-jobs/status')).status).toBe(200);
    expect((await host.ask('/ops/status')).status).toBe(401);
    expect((await host.ask('/ops/status', { token: 'token-of-the-other' })).status).toBe(200);
  });

  it.each(['', '/', 'a b', ':tenant/jobs', 'jobs/*'])('refuses the path %p', (path) => {
    expect(() => CronAdminModule.forRoot({ path })).toThrow(/plain segments, such as 'admin\/cron-jobs'/);
  });

  it('takes its access from a provider, and its path from beside the factory', async () => {
    const admin = CronAdminModule.forRootAsync({
      path: 'jobs',
      inject: [TOKENS_OF_HOST],
      imports: [HostSettings],
      useFactory: async (tokens: string) => ({ access: TokenAccess.fromString(tokens) }),
    });
    const app = await NestFactory.create(hostModule(new MemoryManager(), [admin]), { logger: false });
    running.push(app);
    await app.listen(0);
    const headers = { Authorization: 'Bearer token-from-settings' };
    expect((await fetch(`${await app.getUrl()}/jobs/status`, { headers })).status).toBe(200);
  });
});
