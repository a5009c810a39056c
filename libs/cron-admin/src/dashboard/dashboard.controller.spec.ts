import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { access, ADAPTERS, hostAdmin, type HostedAdmin } from '../testing/hosted-admin.js';
import { makePageFolder, SCRIPT, SCRIPT_PATH } from '../testing/page-folder.js';
import { rawRequest, type RawAnswer } from '../testing/raw-request.js';
import { MOUNTED_PAGE } from './mounted-page.js';

const AT = '/admin/cron-jobs/dashboard/';
const NAVIGATION = {
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Sec-Fetch-Dest': 'document',
};

function settingsIn(html: string): unknown {
  const content = /<meta name="tracked-cron" content="([^"]*)">/.exec(html)![1];
  return JSON.parse(content.replaceAll('&quot;', '"'));
}

describe.each(ADAPTERS)('the page, on %s', (adapter) => {
  let host: HostedAdmin;
  let origin: string;
  let page: Awaited<ReturnType<typeof makePageFolder>>;

  beforeAll(async () => {
    page = await makePageFolder();
    const mounted = { mount: 'admin/cron-jobs', folder: page.folder, frameAncestors: [] };
    const replace = [{ provide: MOUNTED_PAGE, useValue: mounted }];
    const configure = (app: INestApplication) => app.enableCors({ origin: true });
    host = await hostAdmin({ access: access() }, { adapter, replace, configure });
    origin = await host.app.getUrl();
  });
  afterAll(async () => {
    await host.app.close();
    await page.remove();
  });

  const get = (path: string, headers: Record<string, string> = {}) => rawRequest(origin, path, { headers });
  const base = ({ bytes }: RawAnswer) => /<base href="([^"]*)">/.exec(bytes.toString())?.[1];

  it.each([
    ['', './'],
    ['jobs', './'],
    ['jobs/standings', '../'],
    ['jobs/standings/', '../../'],
    ['jobs/a%2Fb?tab=log', '../'],
    ['executions/019aa000-0000-7000-8000-000000000001/log', '../../'],
    ['index.html', './'],
    ['%2e%2e/secret.txt', '../'],
  ])('answers %p with itself, %p below its files', async (below, up) => {
    const answer = await get(AT + below);
    expect([answer.status, base(answer)]).toEqual([200, up]);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    const url = new URL(AT + below, origin);
    if (!below.startsWith('%2e')) expect(new URL(base(answer)!, url).pathname).toBe(AT);
  });

  it('tells the page where it is and how one signs in', async () => {
    const { bytes } = await get(`${AT}jobs/dashboard/x`);
    expect(settingsIn(bytes.toString())).toEqual({
      mount: '/admin/cron-jobs',
      namespace: '/admin/cron-jobs',
      socketPath: '/socket.io',
      live: true,
      signIn: 'token',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });

  it('keeps everything foreign out, on each of its answers', async () => {
    for (const path of ['', 'jobs', SCRIPT_PATH]) {
      const { headers } = await get(AT + path);
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
    }
  });

  it('lets an asset be kept for ever, and has the page itself asked for again, which is answered with nothing if it is the same', async () => {
    const asset = await get(AT + SCRIPT_PATH);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(asset.headers['content-type']).toBe('text/javascript; charset=utf-8');
    for (const path of [SCRIPT_PATH, '', 'licences.txt']) {
      const { headers } = await get(AT + path);
      if (path !== SCRIPT_PATH) expect(headers['cache-control']).toBe('no-cache');
      const again = await get(AT + path, { 'If-None-Match': headers.etag! });
      expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, headers.etag]);
    }
  });

  it('sends an asset in the form that a client takes, and says that there are others', async () => {
    const forms: [string, string | undefined, (bytes: Buffer) => Buffer][] = [
      ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
      ['gzip;q=1, br;q=0', 'gzip', gunzipSync],
      ['*', 'br', brotliDecompressSync],
      ['identity', undefined, (bytes) => bytes],
    ];
    for (const [accepted, encoding, unpacked] of forms) {
      const { headers, bytes } = await get(AT + SCRIPT_PATH, { 'Accept-Encoding': accepted });
      expect([accepted, headers['content-encoding']]).toEqual([accepted, encoding]);
      expect(unpacked(bytes).toString()).toBe(SCRIPT);
      expect(headers['content-length']).toBe(String(bytes.length));
      // CORS has its own
      expect(headers.vary).toBe('Origin, Accept-Encoding');
    }
  });

  it('answers HEAD as GET, without the content', async () => {
    for (const path of ['', SCRIPT_PATH]) {
      const [whole, head] = [await get(AT + path), await rawRequest(origin, AT + path, { method: 'HEAD' })];
      expect([head.status, head.bytes.length]).toEqual([200, 0]);
      for (const name of ['content-type', 'content-length', 'etag', 'content-security-policy']) {
        expect([name, head.headers[name]]).toEqual([name, whole.headers[name]]);
      }
    }
  });

  it.each([
    'assets/none.js',
    'assets/',
    'assets/../../../secret.txt',
    'assets/../index.html',
    'assets/%2e%2e%2f%2e%2e%2fsecret.txt',
    `assets/..%5c..%5csecret.txt`,
    `${SCRIPT_PATH}.br`,
  ])('has no %s, and says so', async (path) => {
    const { status, headers, bytes } = await get(AT + path);
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(bytes.toString())).toMatchObject({
      type: 'urn:nestjs-tracked-cron:problem:unknown-route',
    });
  });

  it('shows no file from outside its folder, however it is asked for', async () => {
    for (const path of [
      '../secret.txt',
      '..%2fsecret.txt',
      '....//secret.txt',
      '/etc/passwd',
      '%00',
      '../../',
    ]) {
      expect((await get(AT + path)).bytes.toString()).not.toMatch(/^secret|root:/);
    }
  });

  it('is not found under spellings of its address that no browser sends', async () => {
    for (const path of ['/admin/cron-jobs/d%61shboard/', '/admin/cron-jobs/x/../dashboard/jobs']) {
      expect([401, 404]).toContain((await get(path)).status);
    }
  });

  it('is where its address without a slash leads to', async () => {
    const { status, headers } = await get(AT.slice(0, -1));
    expect([status, headers.location]).toEqual([302, 'dashboard/']);
  });

  it.each([
    ['/admin/cron-jobs', 'cron-jobs/dashboard/'],
    ['/admin/cron-jobs/', 'dashboard/'],
  ])('is where %s leads a browser to', async (path, location) => {
    const { status, headers } = await get(path, NAVIGATION);
    expect([status, headers.location]).toEqual([302, location]);
    expect(headers.vary).toMatch(/Accept/);
    expect(new URL(headers.location!, origin + path).pathname).toBe(AT);
  });

  it.each([
    ['a program', '/admin/cron-jobs', { Accept: '*/*' }],
    ['a program that says nothing', '/admin/cron-jobs', {}],
    ['a script of a page', '/admin/cron-jobs', { Accept: NAVIGATION.Accept, 'Sec-Fetch-Dest': 'empty' }],
    ['who takes data as gladly', '/admin/cron-jobs', { Accept: 'text/html, application/json' }],
    ['a browser that asks for something', '/admin/cron-jobs?limit=1', NAVIGATION],
    ['a browser that asks for something else', '/admin/cron-jobs/status', NAVIGATION],
  ])('leaves the API to %s', async (_, path, headers) => {
    expect((await host.ask(path, { headers })).status).toBe(200);
    expect((await host.ask(path, { headers, token: null })).problem.status).toBe(401);
  });
});

describe('the page', () => {
  const hosted = async (...how: Parameters<typeof hostAdmin>) => {
    const host = await hostAdmin(...how);
    const get = async (path: string) => rawRequest(await host.app.getUrl(), path, { headers: NAVIGATION });
    return { ...host, get };
  };

  it('is told where socket.io listens, whether it does, and where people sign in', async () => {
    class ElsewhereAdapter extends IoAdapter {
      override createIOServer(port: number, options?: Parameters<IoAdapter['createIOServer']>[1]) {
        return super.createIOServer(port, { ...options, path: '/ws' } as typeof options);
      }
    }
    const page = await makePageFolder();
    const mounted = { mount: 'admin/cron-jobs', folder: page.folder, frameAncestors: [] };
    const replace = [{ provide: MOUNTED_PAGE, useValue: mounted }];
    const own = { authenticate: () => null, can: () => false, signIn: { url: '/login?to="jobs"' } };
    const told = async (...[options, how]: Parameters<typeof hostAdmin>) => {
      const host = await hosted(options, { ...how, replace });
      const html = (await host.get(AT)).bytes.toString();
      await host.app.close();
      return settingsIn(html);
    };
    const configure = (app: INestApplication) => app.useWebSocketAdapter(new ElsewhereAdapter(app));
    expect(await told({ access: own }, { configure })).toMatchObject({
      socketPath: '/ws',
      live: true,
      signIn: 'host',
      signInUrl: '/login?to="jobs"',
    });
    expect(await told({ access: own, live: false })).toMatchObject({ socketPath: '/socket.io', live: false });
    await page.remove();
  });

  it('is not there where the host wants none: its path and the mount path are the API again', async () => {
    const host = await hosted({ access: access(), dashboard: false });
    for (const path of ['', '/dashboard', '/dashboard/', '/dashboard/jobs']) {
      expect([path, (await host.get(`/admin/cron-jobs${path}`)).status]).toEqual([path, 401]);
    }
    await host.app.close();
  });

  it('says what to do where it was not built', async () => {
    const mounted = { mount: 'admin/cron-jobs', folder: '/nowhere', frameAncestors: [] };
    const replace = [{ provide: MOUNTED_PAGE, useValue: mounted }];
    const host = await hosted({ access: access() }, { replace });
    const { problem } = await host.ask(AT, { token: null });
    expect(problem).toMatchObject({ status: 404, detail: expect.stringContaining('npm run build') });
    await host.app.close();
  });

  it.each([
    [true as never, /dashboard must be false, or/],
    [{ frame: [] } as never, /dashboard has "frame". There is only frameAncestors/],
    [{ frameAncestors: 'https://a.example' } as never, /frameAncestors: \['…'\], a list/],
    [{ frameAncestors: ["https://a.example; script-src 'unsafe-inline'"] }, /Write scheme, host and port/],
    [{ frameAncestors: ['https://a.example/path'] }, /Write scheme, host and port/],
    [{ frameAncestors: ['*'] }, /Write scheme, host and port/],
  ])('refuses %p as an option, and says what to write', async (dashboard, message) => {
    await expect(hosted({ access: access(), dashboard })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(message),
    });
  });
});
