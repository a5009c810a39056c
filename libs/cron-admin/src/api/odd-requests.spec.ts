import { FastifyAdapter } from '@nestjs/platform-fastify';
import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID, JOB } from '../testing/memory-manager.js';

describe.each(ADAPTERS)('requests that are odd, on %s', (adapter) => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin(undefined, { adapter })));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.queries.splice(0));

  /** Sends a path as it is: `fetch` would mend it first. */
  function raw(path: string): Promise<number> {
    const { port } = host.app.getHttpServer().address() as AddressInfo;
    const headers = { Authorization: `Bearer ${TOKENS.admin}` };
    return new Promise((resolve, reject) => {
      send({ port, host: '127.0.0.1', path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      })
        .on('error', reject)
        .end();
    });
  }

  it('are answered at the mount path with a slash at its end, as clients that are made from the document send it', async () => {
    expect((await host.ask('/admin/cron-jobs/?limit=5')).status).toBe(200);
    expect(host.manager.queries).toEqual([{ limit: 5 }]);
    expect((await host.ask('/admin/cron-jobs/?page=5')).status).toBe(400);
    expect((await host.ask('/admin/cron-jobs/', { token: null })).status).toBe(401);
    expect((await host.ask('/admin/cron-jobs/', { method: 'POST' })).problem.status).toBe(404);
  });

  it('get the same as GET, without a body, when they are HEAD', async () => {
    for (const path of ['', '/status', `/${EXECUTION_ID}`, `/${EXECUTION_ID}/logs`]) {
      const head = await host.ask(`/admin/cron-jobs${path}`, { method: 'HEAD' });
      const get = await host.ask(`/admin/cron-jobs${path}`);
      expect([head.status, head.body]).toEqual([200, null]);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    }
    expect((await host.ask('/admin/cron-jobs/status', { method: 'HEAD', token: null })).status).toBe(401);
  });

  it.each(['OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
    'of method %s that no route has are unknown routes',
    async (method) => {
      for (const path of ['', '/status', `/${JOB}/trigger`]) {
        const { problem } = await host.ask(`/admin/cron-jobs${path}`, { method });
        expect(problem).toMatchObject({ status: 404, detail: `There is no such route for ${method}.` });
      }
    },
  );

  it('have their parameters decoded once', async () => {
    await host.ask('/admin/cron-jobs?search=100%25+%2B%20%C3%A9%2526&%6Cimit=7');
    expect(host.manager.queries).toEqual([{ search: '100% + é%26', limit: 7 }]);
    expect((await host.ask(`/admin/cron-jobs/jobs/${JOB.replaceAll('.', '%2E')}`)).status).toBe(200);
    expect((await host.ask(`/admin/cron-jobs/jobs/${JOB.replaceAll('.', '%252E')}`)).status).toBe(404);
  });

  it.each([
    '/admin/cron-jobs/jobs/%E0%A4%A',
    '/admin/cron-jobs/%',
    '/admin/cron-jobs/jobs/%00',
    '/admin/cron-jobs/a%2F..%2Fb',
  ])('are refused, and nothing breaks, when their path is %s', async (path) =>
    expect([400, 404]).toContain(await raw(path)),
  );

  it('are not mistaken when a query is broken: it is read as far as it can be', async () => {
    expect(await raw('/admin/cron-jobs?search=%E0%A4%A&')).toBe(200);
    expect(await raw('/admin/cron-jobs?limit=%')).toBe(400);
  });
});

it('reach jobs with the longest names on Fastify too, where its router takes so long parameters', async () => {
  const longest = 'a'.repeat(120);
  for (const [maxParamLength, kind] of [
    [100, 'unknown-route'],
    [120, 'unknown-job'],
  ] as const) {
    const adapter = new FastifyAdapter({ routerOptions: { maxParamLength } });
    const host = await hostAdmin(undefined, { adapter });
    const { problem } = await host.ask(`/admin/cron-jobs/jobs/${longest}`);
    expect(problem.type).toBe(`urn:nestjs-tracked-cron:problem:${kind}`);
    await host.app.close();
  }
});
