import type { CronContext, ExecutionDetails, LogPage } from 'nestjs-tracked-cron';
import { LogJournal } from '../libs/tracked-cron/src/history/log-journal.js';
import { startAdminApp, TOKENS, type AdminApp } from './support/admin-app.js';

const HOSTILE = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  "'; drop table tracked_cron.cron_job_executions; --",
  '$1 %s ${process.exit()} {{constructor.constructor("return 1")()}}',
  '=HYPERLINK("http://evil.test")',
  'line one\n2026-01-01T00:00:00.000Z ERROR [Forged] line two\r\nX-Evil: a',
  '\u001b[31mred\u001b[0m \u0007 \u0000 \u202Eesrever\u2028',
  '\ud800 lone, \u{1f600} whole',
  '__proto__',
];
describe('hostile content', () => {
  let app: AdminApp;
  let work: (ctx: CronContext) => unknown = () => {};
  const headers = { Authorization: `Bearer ${TOKENS.admin}`, 'Content-Type': 'application/json' };

  beforeAll(async () => {
    app = await startAdminApp('express');
    for (const name of ['constructor', '__proto__', 'toString']) {
      const parameters = {
        '~standard': { version: 1, vendor: 'hand', validate: (value: unknown) => ({ value }) },
      } as const;
      const handler = (ctx: CronContext) => work(ctx);
      await app.instance.manager.register({
        name,
        schedule: '@never',
        handler,
        parameters,
        keepResult: true,
        overlap: 'allow',
      });
    }
  });
  afterAll(() => app.close());

  /** Starts a job over HTTP and waits for its end. */
  async function ended(name: string, body: string): Promise<ExecutionDetails & { logs: LogPage }> {
    const end = app.instance.next('execution.ended');
    const started = await fetch(`${app.url}/${name}/trigger`, { method: 'POST', headers, body });
    const { executionId } = (await started.json()) as { executionId: string };
    await end;
    await app.instance.app.get(LogJournal).flush();
    const response = await fetch(`${app.url}/${executionId}`, { headers });
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    return (await response.json()) as ExecutionDetails & { logs: LogPage };
  }

  it.each(['constructor', '__proto__', 'toString'])(
    'is a job called %s, and it is one as any other',
    async (name) => {
      const execution = await ended(name, '{}');
      expect(execution).toMatchObject({ jobName: name, status: 'completed' });
      const status = await fetch(`${app.url}/status`, { headers });
      const { items } = (await status.json()) as { items: { jobName: string; lastSuccessAt: string }[] };
      expect(items.find(({ jobName }) => jobName === name)?.lastSuccessAt).toMatch(/^2/);
      expect((await fetch(`${app.url}/jobs/${name}`, { headers })).status).toBe(200);
      const history = await fetch(`${app.url}?jobName=${name}&count=exact`, { headers });
      expect(await history.json()).toMatchObject({ total: { value: 1 } });
    },
  );

  it.each(HOSTILE.map(keepable))(
    'comes back as it went in, as parameters, result and reason: %j',
    async (text) => {
      work = ({ parameters }) => parameters;
      const parameters = `{"text":${JSON.stringify(text)},"__proto__":{"admin":true},"constructor":{"prototype":1}}`;
      const execution = await ended(
        'constructor',
        `{"reason":${JSON.stringify(text)},"parameters":${parameters}}`,
      );
      const read = execution as unknown as {
        parameters: { text: string };
        result: unknown;
        triggerReason: string;
      };
      expect(read.parameters.text).toBe(text);
      expect(Object.keys(read.parameters).sort()).toEqual(['__proto__', 'constructor', 'text']);
      expect(read.result).toEqual(read.parameters);
      expect(read.triggerReason).toBe(text);
    },
  );

  it.each(HOSTILE)('comes back as data, as error and log line: %j', async (text) => {
    work = ({ log }) => {
      log.info(text);
      throw new Error(text, { cause: new Error(text) });
    };
    const { status, error, logs } = await ended('constructor', '{}');
    expect(status).toBe('failed');
    expect(plain(error!.message)).toBe(plain(text));
    expect(plain(error!.causes[0].message)).toBe(plain(text));
    expect(plain(logs.items[0].text)).toBe(plain(text));
  });

  it.each(['a\0b', 'a\ud800'])(
    'is refused as a parameter that the database has no place for: %j',
    async (text) => {
      const body = JSON.stringify({ parameters: { text } });
      const refused = await fetch(`${app.url}/constructor/trigger`, { method: 'POST', headers, body });
      expect([refused.status, await refused.json()]).toMatchObject([
        400,
        { type: 'urn:nestjs-tracked-cron:problem:invalid-parameters' },
      ]);
    },
  );

  it('is bounded: a megabyte comes back as its beginning', async () => {
    const megabyte = 'm'.repeat(1_000_000);
    work = ({ log }) => {
      log.info(megabyte);
      throw new Error(megabyte);
    };
    const { error, logs } = await ended('constructor', '{}');
    expect(error!.message.length).toBeLessThan(10_000);
    expect(logs.items[0].text.length).toBeLessThan(10_000);
    const search = await fetch(`${app.url}?search=${'m'.repeat(200)}`, { headers });
    expect((await search.json()) as { items: unknown[] }).toMatchObject({
      items: [{ error: { errorClass: 'Error' } }],
    });
  });

  it('is downloaded as a file that no browser shows, in which no line can pass for another', async () => {
    work = ({ log }) => HOSTILE.forEach((text) => log.info(text));
    const { id } = await ended('constructor', '{}');
    const file = await fetch(`${app.url}/${id}/logs`, { headers: { ...headers, Accept: 'text/plain' } });
    expect(Object.fromEntries(file.headers)).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${id}.log"`,
      'x-content-type-options': 'nosniff',
    });
    const text = await file.text();
    expect(text).not.toMatch(/[^\P{Cc}\n\t]/u);
    const lines = text.split('\n').filter((line) => /^\S/.test(line));
    expect(lines).toHaveLength(HOSTILE.length);
    expect(lines.filter((line) => line.includes('[Forged]'))).toEqual([]);
  });

  it('is searched for as it is written, and nothing of it is run', async () => {
    for (const text of ["'; drop table", '%', '$1 %s', '\\']) {
      const found = await fetch(`${app.url}?search=${encodeURIComponent(text)}x`, { headers });
      expect([text, found.status, ((await found.json()) as { items: [] }).items]).toEqual([text, 200, []]);
    }
    expect((await fetch(`${app.url}?count=exact&jobName=constructor`, { headers })).status).toBe(200);
  });
});

/** Without what a parameter can't have. */
function keepable(text: string): string {
  return text.replace(/[\0\ud800]/g, '');
}

/** What PostgreSQL can't hold is replaced, and colours are nothing to keep: whatever else was said is there. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}\[\d+m/gu, '').replace(/[^\P{C}\n]|\ufffd/gu, '');
}
