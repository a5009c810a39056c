import fc from 'fast-check';
import { request as send } from 'node:http';
import { randomInt } from 'node:crypto';
import { unescape } from 'node:querystring';
import { ADAPTERS } from '../../libs/cron-admin/src/testing/hosted-admin.js';
import { startAdminApp, TOKENS, type AdminApp } from '../support/admin-app.js';
import { AdminContract, type OpenApi } from '../support/admin-contract.js';
import { oddRequest, type OddRequest } from './odd-request.js';

/** `npm run test:fuzz` sends 5,000; `FUZZ_SEED` sends the same ones again. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));

/** Stacks and SQL. */
const TOO_MUCH = /node_modules|\.[jt]s:\d|\n +at |tracked_cron\.|select .* from /i;

interface Got {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

describe.each(ADAPTERS)(`odd requests (FUZZ_SEED=${SEED}), on %s`, (adapter) => {
  let app: AdminApp;
  beforeAll(async () => void (app = await startAdminApp(adapter)));
  afterAll(() => app.close());

  /** Sends a request as it is: `fetch` would mend it first. */
  function ask({ method, path, headers, body }: OddRequest): Promise<Got> {
    const url = new URL(app.url);
    return new Promise((resolve, reject) => {
      // of a GET, Node would send the body without saying how long it is
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const options = {
        host: url.hostname,
        port: url.port,
        method,
        path: `${url.pathname}${path}`,
        headers: { ...headers, ...length },
        agent: false,
      } as const;
      const sent = send(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode!,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  function admin(path: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${TOKENS.admin}` };
    return ask({ method: 'GET', path, headers, body: undefined }).then(
      ({ text }) => JSON.parse(text) as unknown,
    );
  }

  it('get an answer in JSON that is no 500, and tells neither stack nor SQL', async () => {
    const { operations } = new AdminContract((await admin('/openapi.json')) as OpenApi);
    const { page } = (await admin('?limit=1')) as { page: { next: string } };
    const requests = oddRequest(operations, {
      pathValues: [app.completed, app.failed, app.running, app.fingerprint, 'standings', 'broken', 'nobody'],
      cursor: page.next,
      tokens: Object.values(TOKENS),
    });
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { status, type, text } = await ask(request);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const said = { request, status, type, text: text.slice(0, 2_000) };
        if (status >= 500) throw new Error(JSON.stringify(said));
        if (request.method === 'HEAD') return;
        const isFile = status === 200 && /^text\/(plain|csv);/.test(type);
        if (!isFile) JSON.parse(text);
        const told = status >= 400 ? TOO_MUCH.exec(text.replace(/\\n/g, '\n')) : null;
        if (told !== null && !isEcho(request, told[0])) {
          throw new Error(`It tells too much: ${JSON.stringify(said)}`);
        }
      }),
      { numRuns: REQUESTS / ADAPTERS.length, seed: SEED },
    );
    // were they all refused at the door, nothing would have been tried
    for (const status of [200, 400, 401, 403, 404])
      expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  });
});

/** Whether the request has said it itself: a router, or a pointer at a parameter, repeats what was sent. */
function isEcho({ path, body = '' }: OddRequest, told: string): boolean {
  return [path, unescape(path.replaceAll('+', ' ')), body].some((sent) => sent.includes(told));
}
