import { createServer, request as send, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from './testing/hosted-admin.js';
import { makePageFolder, SCRIPT, SCRIPT_PATH } from './testing/page-folder.js';
import { MOUNTED_PAGE } from './dashboard/mounted-page.js';
import { EXECUTION_ID, JOB } from './testing/memory-manager.js';

const PREFIX = '/tools/jobs';

/** Takes the prefix off and hands everything else on, as an ingress does. */
function strippingProxy(port: number): Server {
  return createServer((request, response) => {
    if (!request.url!.startsWith(`${PREFIX}/`)) return void response.writeHead(502).end();
    const path = request.url!.slice(PREFIX.length);
    const headers = { ...request.headers, 'x-forwarded-prefix': PREFIX, host: 'app.internal' };
    const onwards = send({ port, host: '127.0.0.1', path, method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onwards);
  });
}

describe.each(ADAPTERS)('behind a proxy that takes a prefix off, on %s', (adapter) => {
  let host: HostedAdmin;
  let proxy: Server;
  let admin: string;
  let page: Awaited<ReturnType<typeof makePageFolder>>;
  const headers = { Authorization: `Bearer ${TOKENS.admin}` };

  beforeAll(async () => {
    page = await makePageFolder();
    const mounted = { mount: 'admin/cron-jobs', folder: page.folder, frameAncestors: [] };
    const replace = [{ provide: MOUNTED_PAGE, useValue: mounted }];
    host = await hostAdmin(undefined, { adapter, replace });
    proxy = strippingProxy((host.app.getHttpServer().address() as AddressInfo).port);
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    admin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}${PREFIX}/admin/cron-jobs`;
  });
  afterAll(async () => {
    proxy.close();
    await host.app.close();
    await page.remove();
  });

  it.each([`/${JOB}/trigger`, `/jobs/${JOB}/trigger`, `/jobs/${JOB}/trigger?`])(
    'a trigger at %s says where its execution is, as the client sees it',
    async (path) => {
      const started = await fetch(`${admin}${path}`, { method: 'POST', headers });
      const execution = await fetch(new URL(started.headers.get('location')!, started.url), { headers });
      expect(await execution.json()).toMatchObject({ id: EXECUTION_ID });
    },
  );

  it('the document leads to its routes, from where it was fetched', async () => {
    const response = await fetch(`${admin}/openapi.json`, { headers });
    const { servers } = (await response.json()) as { servers: { url: string }[] };
    const server = new URL(servers[0].url, response.url);
    expect(server.pathname).toBe(`${PREFIX}/admin/cron-jobs/`);
    expect((await fetch(server, { headers })).status).toBe(200);
    expect((await fetch(new URL('status', server), { headers })).status).toBe(200);
  });

  it.each(['', '/', '/dashboard', '/dashboard/', '/dashboard/jobs/standings'])(
    'the page at %p is found by a browser, with its files',
    async (path) => {
      const opened = await fetch(`${admin}${path}`, { headers: { Accept: 'text/html' } });
      expect([opened.status, opened.url.startsWith(`${admin}/dashboard/`)]).toEqual([200, true]);
      const html = await opened.text();
      const base = new URL(/<base href="([^"]*)">/.exec(html)![1], opened.url);
      expect(base.href).toBe(`${admin}/dashboard/`);
      expect(await (await fetch(new URL(SCRIPT_PATH, base))).text()).toBe(SCRIPT);
      // the way from the page to the API
      expect((await fetch(new URL('../status', base), { headers })).status).toBe(200);
    },
  );
});
