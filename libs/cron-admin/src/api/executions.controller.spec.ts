import { ADAPTERS, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { EXECUTION_ID, JOB } from '../testing/memory-manager.js';

describe.each(ADAPTERS)('reading over REST, on %s', (adapter) => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin(undefined, { adapter })));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.queries.splice(0));

  it('gives a page of executions, which nobody keeps', async () => {
    const answer = await host.ask('/admin/cron-jobs', { token: TOKENS.viewer });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.body).toEqual({
      items: [
        {
          id: EXECUTION_ID,
          jobName: JOB,
          application: 'test',
          environment: 'test',
          status: 'completed',
          createdAt: '2026-11-23T02:00:00.000Z',
          error: null,
        },
      ],
      page: { next: null, previous: null, limit: 50 },
    });
    expect(host.manager.queries).toEqual([{}]);
  });

  it('hands every parameter of the query on', async () => {
    const instance = '019aa000-0000-7000-8000-0000000000aa';
    const query =
      `?status=failed&status=lost&jobName=${JOB}&group=matches&owner=sports&tag=live&trigger=manual` +
      `&instance=${instance}&release=1.2.0&fingerprint=f00&environment=staging&from=2026-11-23T00:00:00Z` +
      '&to=2026-11-24&overlaps=2026-11-23T01:00:00%2B01:00,2026-11-23T02:00:00Z&search=time%20out' +
      '&sort=-duration&limit=200&cursor=abc&count=capped';
    expect((await host.ask(`/admin/cron-jobs${query}`)).status).toBe(200);
    expect(host.manager.queries).toEqual([
      {
        status: ['failed', 'lost'],
        jobName: JOB,
        group: 'matches',
        owner: 'sports',
        tag: 'live',
        trigger: 'manual',
        instance,
        release: '1.2.0',
        fingerprint: 'f00',
        environment: 'staging',
        from: new Date('2026-11-23T00:00:00Z'),
        to: new Date('2026-11-24T00:00:00Z'),
        overlaps: [new Date('2026-11-23T00:00:00Z'), new Date('2026-11-23T02:00:00Z')],
        search: 'time out',
        sort: '-duration',
        limit: 200,
        cursor: 'abc',
        count: 'capped',
      },
    ]);
  });

  it('takes one status, and the same one twice as one', async () => {
    await host.ask('/admin/cron-jobs?status=failed');
    await host.ask('/admin/cron-jobs?status=failed&status=failed');
    expect(host.manager.queries).toEqual([{ status: ['failed'] }, { status: ['failed'] }]);
  });

  it.each([
    ['status=broken', 'status'],
    ['status=failed&status=', 'status'],
    ['jobName=', 'jobName'],
    ['jobName=a%2Fb', 'jobName'],
    ['jobName=a&jobName=b', 'jobName'],
    [`jobName=${'a'.repeat(121)}`, 'jobName'],
    ['group=', 'group'],
    ['owner=%00', 'owner'],
    [`tag=${'a'.repeat(201)}`, 'tag'],
    ['trigger=', 'trigger'],
    ['instance=web-1', 'instance'],
    ['release=%0A', 'release'],
    ['fingerprint=', 'fingerprint'],
    ['environment=', 'environment'],
    ['from=yesterday', 'from'],
    ['from=2026-02-30', 'from'],
    ['from=2026-11-23T00:00:00', 'from'],
    ['from=2026-11-23T00:00:00+01:00', 'from'],
    ['to=1763856000000', 'to'],
    ['from=2026-11-23&to=2026-11-23', 'to'],
    ['overlaps=2026-11-23', 'overlaps'],
    ['overlaps=2026-11-24,2026-11-23', 'overlaps'],
    ['overlaps=2026-11-22,2026-11-23,2026-11-24', 'overlaps'],
    ['search=a', 'search'],
    [`search=${'a'.repeat(201)}`, 'search'],
    ['sort=jobName', 'sort'],
    ['sort=-duration', 'sort'],
    ['sort=scheduledAt', 'sort'],
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=1e2', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['cursor=', 'cursor'],
    [`cursor=${'a'.repeat(2001)}`, 'cursor'],
    ['count=all', 'count'],
  ])('refuses ?%s and points at it', async (query, parameter) => {
    const { status, problem } = await host.ask(`/admin/cron-jobs?${query}`);
    expect(status).toBe(400);
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:invalid-request');
    expect(problem.errors).toEqual([
      {
        pointer: `/query/${parameter}`,
        code: 'INVALID_VALUE',
        detail: expect.stringMatching(/[Ww]rite|add one/),
      },
    ]);
    expect(host.manager.queries).toEqual([]);
  });

  it.each(['page', 'constructor', '__proto__', 'status[]', 'a/b~c'])(
    'refuses the unknown parameter %s, and still sees what else is wrong',
    async (name) => {
      const { status, problem } = await host.ask(`/admin/cron-jobs?${encodeURIComponent(name)}=1&limit=0`);
      expect(status).toBe(400);
      const pointer = `/query/${name.replace('~', '~0').replace('/', '~1')}`;
      expect(problem.errors).toMatchObject([
        { pointer, code: 'UNKNOWN_PARAMETER' },
        { pointer: '/query/limit', code: 'INVALID_VALUE' },
      ]);
    },
  );

  it('gives one execution by its id, however it is spelled', async () => {
    const answer = await host.ask(`/admin/cron-jobs/${EXECUTION_ID.toUpperCase()}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: EXECUTION_ID, jobName: JOB });
  });

  it('gives every job with its health', async () => {
    const answer = await host.ask('/admin/cron-jobs/status');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ items: [{ jobName: JOB, health: 'healthy' }] });
    expect((await host.ask('/admin/cron-jobs/diagnosis')).body).toMatchObject({
      items: [{ code: 'PARTITIONS_RUN_OUT' }],
    });
    expect((await host.ask('/admin/cron-jobs/status?verbose=1')).problem.errors).toMatchObject([
      { pointer: '/query/verbose', code: 'UNKNOWN_PARAMETER' },
    ]);
  });

  it.each([
    ['GET', '/019aa000-0000-7000-8000-00000000dead', 'unknown-execution'],
    ['GET', '/statistics', 'unknown-route'],
    ['GET', '/deeper/than/we/go', 'unknown-route'],
    ['DELETE', '/status', 'unknown-route'],
    ['POST', '', 'unknown-route'],
  ])('answers %s %s with a 404 that is a problem', async (method, path, kind) => {
    const { status, problem } = await host.ask(`/admin/cron-jobs${path}`, { method });
    expect(status).toBe(404);
    expect(problem.type).toBe(`urn:nestjs-tracked-cron:problem:${kind}`);
  });

  it('tells nothing of an error that is not ours, and logs it', async () => {
    host.manager.failure = Object.assign(new Error('column "secret" does not exist'), {
      query: 'select secret',
    });
    const { status, problem } = await host.ask('/admin/cron-jobs');
    expect(status).toBe(500);
    expect(JSON.stringify(problem)).not.toMatch(/secret|select|\.ts/);
    expect(host.log.join('\n')).toContain('column "secret" does not exist');
  });

  it('asks for patience when the database takes too long', async () => {
    host.manager.failure = Object.assign(new Error('canceling statement due to statement timeout'), {
      code: '57014',
    });
    const { status, headers, problem } = await host.ask('/admin/cron-jobs?search=goal');
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    expect(problem.type).toBe('urn:nestjs-tracked-cron:problem:query-timeout');
  });
});
