import type { LogLine } from 'nestjs-tracked-cron';
import { ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID } from '../testing/memory-manager.js';

const LOGS = `/admin/cron-jobs/${EXECUTION_ID}/logs`;

const line = (sequence: number, more: Partial<LogLine> = {}): LogLine => ({
  attempt: 1,
  sequence,
  at: new Date('2026-11-23T02:00:00.500Z'),
  level: 'info',
  context: 'Feed',
  text: `line ${sequence}`,
  dropped: 0,
  ...more,
});

describe.each(ADAPTERS)('the log of an execution over REST, on %s', (adapter) => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin(undefined, { adapter })));
  afterAll(() => host.app.close());
  beforeEach(() => {
    host.manager.logQueries.splice(0);
    host.manager.lines.splice(0, Infinity, line(1), line(2));
  });

  it('is given a page at a time, to whoever may read', async () => {
    const answer = await host.ask(LOGS, { token: TOKENS.viewer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      executionId: EXECUTION_ID,
      captured: true,
      inFlight: false,
      items: [
        { ...line(1), at: '2026-11-23T02:00:00.500Z' },
        { ...line(2), at: '2026-11-23T02:00:00.500Z' },
      ],
      page: { next: '1.2', more: false, limit: 200 },
    });
    expect((await host.ask(LOGS, { token: null })).status).toBe(401);
  });

  it('hands every parameter of the query on', async () => {
    await host.ask(`${LOGS}?after=1.7&level=warn&search=time%20out&limit=1000`);
    expect(host.manager.logQueries).toEqual([
      { after: '1.7', level: 'warn', search: 'time out', limit: 1_000 },
    ]);
  });

  it('can be saved as a text, however long it is', async () => {
    host.manager.lines.splice(0, Infinity, ...Array.from({ length: 2_345 }, (_, index) => line(index + 1)));
    const answer = await host.ask(LOGS, { headers: { accept: 'text/plain' } });
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${EXECUTION_ID}.log"`);
    const lines = String(answer.body).split('\n');
    expect(lines).toHaveLength(2_346);
    expect(lines[2_344]).toBe('2026-11-23T02:00:00.500Z INFO  [Feed] line 2345');
    expect(await host.ask(`${LOGS}?limit=1`, { headers: { accept: 'text/plain' } })).toMatchObject({
      body: '2026-11-23T02:00:00.500Z INFO  [Feed] line 1\n',
    });
  });

  it('says in the text where lines are missing, and where another attempt begins', async () => {
    host.manager.lines.splice(
      0,
      Infinity,
      line(1, { context: null, level: 'error' }),
      line(402, { dropped: 400 }),
      line(1, { attempt: 2 }),
    );
    const { body } = await host.ask(LOGS, { headers: { accept: 'text/plain' } });
    expect(body).toBe(
      [
        '2026-11-23T02:00:00.500Z ERROR line 1',
        '… 400 lines not kept',
        '2026-11-23T02:00:00.500Z INFO  [Feed] line 402',
        '--- attempt 2',
        '2026-11-23T02:00:00.500Z INFO  [Feed] line 1',
        '',
      ].join('\n'),
    );
  });

  it('comes with the execution itself, its first page', async () => {
    const { body } = await host.ask(`/admin/cron-jobs/${EXECUTION_ID}`);
    expect(body).toMatchObject({
      id: EXECUTION_ID,
      logs: { items: [{ text: 'line 1' }, { text: 'line 2' }] },
    });
  });

  it.each([
    'after=1',
    'after=a.b',
    'level=loud',
    'search=',
    'limit=0',
    'limit=1001',
    'limit=1&limit=2',
    'page=2',
  ])('refuses ?%s and points at it', async (query) => {
    const { status, problem } = await host.ask(`${LOGS}?${query}`);
    expect(status).toBe(400);
    expect(problem.errors).toMatchObject([{ pointer: `/query/${query.split('=')[0]}` }]);
    expect(host.manager.logQueries).toEqual([]);
  });

  it('is not there for what is no execution', async () => {
    const missing = await host.ask('/admin/cron-jobs/019aa000-0000-7000-8000-00000000dead/logs');
    expect(missing.problem.type).toBe('urn:nestjs-tracked-cron:problem:unknown-execution');
    const odd = await host.ask('/admin/cron-jobs/statistics/logs', { headers: { accept: 'text/plain' } });
    expect(odd.problem.type).toBe('urn:nestjs-tracked-cron:problem:unknown-route');
  });
});
