import { TokenAccess } from '../access/token-access.js';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { FINGERPRINT, JOB } from '../testing/memory-manager.js';

describe('failure groups over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => void (host.manager.steered.length = 0));

  const PATH = '/admin/cron-jobs/reports/failures';

  it('are asked for with what the manager takes', async () => {
    const query = `from=2026-11-20&to=2026-11-21&state=open&state=regressed&jobName=${JOB}&group=matches&owner=sports&newSince=2026-11-19&search=feed&sort=-lastSeenAt&limit=7`;
    const { status, body } = await host.ask(`${PATH}?${query}`, { token: TOKENS.viewer });
    expect(status).toBe(200);
    expect(body).toMatchObject({ items: [{ fingerprint: FINGERPRINT, windows: { hour: 1, month: 4 } }] });
    expect(host.manager.steered).toEqual([
      [
        'getFailureGroups',
        {
          from: new Date('2026-11-20'),
          to: new Date('2026-11-21'),
          state: ['open', 'regressed'],
          jobName: JOB,
          group: 'matches',
          owner: 'sports',
          newSince: new Date('2026-11-19'),
          search: 'feed',
          sort: '-lastSeenAt',
          limit: 7,
        },
      ],
    ]);
  });

  it('come as a table that no spreadsheet runs', async () => {
    const { status, headers, body } = await host.ask(PATH, { headers: { accept: 'text/csv' } });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="failures.csv"');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const [head, line, ...rest] = String(body).split('\r\n');
    expect(head.startsWith('fingerprint,state,error class,message,')).toBe(true);
    expect(line).toContain(
      `${FINGERPRINT},open,FeedError,"'=HYPERLINK(""http://evil"") is <n>",,3,1,2,3,4,1,${JOB}`,
    );
    expect(rest).toEqual(['']);
  });

  it('are shown one by one', async () => {
    expect((await host.ask(`${PATH}/${FINGERPRINT}`)).body).toMatchObject({
      errorClass: 'FeedError',
      executions: [],
    });
    const { problem } = await host.ask(`${PATH}/unknown`);
    expect(problem).toMatchObject({ status: 404, type: 'urn:nestjs-tracked-cron:problem:unknown-failure' });
  });

  const send = (action: string, body: object, token = TOKENS.operator) =>
    host.ask(`${PATH}/${FINGERPRINT}/${action}`, {
      method: 'POST',
      token,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('are ignored and resolved by who may acknowledge, on record', async () => {
    const ignored = await send('ignore', { reason: 'known', until: '2026-12-01' });
    expect([ignored.status, ignored.body]).toMatchObject([200, { state: 'ignored' }]);
    const resolved = await send('resolve', { release: '1.4.2' });
    expect([resolved.status, resolved.body]).toMatchObject([200, { state: 'resolved' }]);
    expect(host.manager.steered).toEqual([
      ['ignoreFailures', FINGERPRINT, { reason: 'known', until: new Date('2026-12-01'), by: 'operator' }],
      ['resolveFailures', FINGERPRINT, { reason: undefined, release: '1.4.2', by: 'operator' }],
    ]);
    expect((await send('ignore', {}, TOKENS.viewer)).problem.status).toBe(403);
    expect((await send('resolve', {}, TOKENS.viewer)).problem.status).toBe(403);
  });

  it.each([
    ['?state=closed', '/query/state'],
    ['?limit=201', '/query/limit'],
    ['?from=yesterday', '/query/from'],
    ['?search=x', '/query/search'],
    ['?sort=count', '/query/sort'],
    ['?page=2', '/query/page'],
    [`/${FINGERPRINT}?limit=1`, '/query/limit'],
  ])('refuse %s', async (query, pointer) => {
    const { problem } = await host.ask(`${PATH}${query}`);
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it.each([
    ['ignore', { until: 'soon' }, '/body/until'],
    ['ignore', { release: '1' }, '/body/release'],
    ['resolve', { release: '' }, '/body/release'],
    ['resolve', { reason: 7 }, '/body/reason'],
  ])('refuse to %s with %j', async (action, body, pointer) => {
    expect((await send(action, body)).problem).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it('show of executions what the sender may see, and nothing to who is not shown errors', async () => {
    const access = TokenAccess.fromString(`viewer:${TOKENS.viewer},operator:${TOKENS.operator}`, {
      hide: { viewer: ['error'], operator: ['parameters'] },
    });
    const hiding = await hostAdmin({ access });
    const group = (await hiding.manager.getFailureGroup(FINGERPRINT))!;
    const [execution] = hiding.manager.executions.values();
    hiding.manager.getFailureGroup = async () => ({
      ...group,
      executions: [{ ...execution, parameters: { card: 'secret' } }],
    });
    const shown = await hiding.ask(`${PATH}/${FINGERPRINT}`, { token: TOKENS.operator });
    expect(shown.body).toMatchObject({ executions: [{ parameters: { hidden: true } }] });
    for (const path of [PATH, `${PATH}/${FINGERPRINT}`])
      expect((await hiding.ask(path, { token: TOKENS.viewer })).problem.status).toBe(403);
    await hiding.app.close();
  });
});
