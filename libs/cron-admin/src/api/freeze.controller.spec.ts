import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';

const UNTIL = '2026-11-23T02:00:00.000Z';

describe('POST /freeze and /unfreeze', () => {
  let host: HostedAdmin;
  beforeAll(async () => {
    host = await hostAdmin();
  });
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.steered.splice(0));

  function post(path: string, body?: object, token = TOKENS.admin) {
    return host.ask(`/admin/cron-jobs${path}`, {
      method: 'POST',
      token,
      headers: { 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  it('hold everything, a group, an owner, or what is of both, and let it go again', async () => {
    const frozen = await post('/freeze', { reason: 'final', until: UNTIL, group: 'matches' });
    expect(frozen.body).toEqual({ frozen: true });
    const unfrozen = await post('/unfreeze', { group: 'matches', reason: 'over' });
    expect(unfrozen.body).toEqual({ unfrozen: true });
    await post('/freeze');
    await post('/freeze', { owner: 'sports' });
    await post('/unfreeze', { group: 'matches', owner: 'sports' });
    expect(host.manager.steered).toEqual([
      ['freeze', { reason: 'final', group: 'matches', until: new Date(UNTIL), by: 'admin' }],
      ['unfreeze', { group: 'matches', reason: 'over', by: 'admin' }],
      ['freeze', { by: 'admin' }],
      ['freeze', { owner: 'sports', by: 'admin' }],
      ['unfreeze', { group: 'matches', owner: 'sports', by: 'admin' }],
    ]);
  });

  it('are for admins', async () => {
    for (const path of ['/freeze', '/unfreeze'])
      expect((await post(path, undefined, TOKENS.operator)).problem.status).toBe(403);
    expect(host.manager.steered).toEqual([]);
  });

  it.each([
    ['/freeze', { until: 'tomorrow' }, '/body/until'],
    ['/freeze', { group: '' }, '/body/group'],
    ['/freeze', { owner: 7 }, '/body/owner'],
    ['/unfreeze', { until: UNTIL }, '/body/until'],
  ])('refuse %s with %j and point at it', async (path, body, pointer) => {
    const { problem } = await post(path, body);
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer }] });
    expect(host.manager.steered).toEqual([]);
  });

  it('are shown while they hold', async () => {
    const { body } = await host.ask('/admin/cron-jobs/freezes', { token: TOKENS.viewer });
    expect(body).toMatchObject({ items: [{ group: 'ice', owner: null, by: 'ada' }] });
  });
});
