import { TrackedCronError } from 'nestjs-tracked-cron';
import type { AccessAction } from '../access/cron-admin-access.js';
import { access, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('many jobs at once over REST', () => {
  let host: HostedAdmin;
  const asked: [AccessAction, string | undefined][] = [];
  beforeAll(async () => {
    const tokens = access();
    host = await hostAdmin({
      access: {
        authenticate: (request) => tokens.authenticate(request),
        can: (principal, action, target) => {
          asked.push([action, target.job]);
          return tokens.can(principal as Parameters<typeof tokens.can>[0], action);
        },
      },
    });
  });
  afterAll(() => host.app.close());
  beforeEach(() => {
    host.manager.steered.splice(0);
    asked.splice(0);
  });

  const bulk = (body: unknown, token = TOKENS.operator) =>
    host.ask('/admin/cron-jobs/bulk', {
      method: 'POST',
      token,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('asks for the permission that the action needs, of each job', async () => {
    const order = { action: 'skip-next', filter: { group: 'feeds' }, expectedCount: 1, reason: 'feed moves' };
    expect(await bulk(order)).toMatchObject({ status: 200, body: { done: 1 } });
    expect(host.manager.steered).toEqual([['bulk', { ...order, by: 'operator' }, true]]);
    expect(asked.at(-1)).toEqual(['skip', JOB]);
    expect((await bulk(order, TOKENS.viewer)).problem.status).toBe(403);
  });

  it('says which jobs are meant, where they are not as many as expected', async () => {
    host.manager.failure = new TrackedCronError('COUNT_MISMATCH', '2 jobs are meant.', {
      count: 2,
      jobNames: ['a', 'b'],
    });
    const { problem } = await bulk({ action: 'pause', jobNames: ['a', 'b'], expectedCount: 3 });
    expect(problem).toMatchObject({ status: 409, current: { count: 2, jobNames: ['a', 'b'] } });
  });

  it('refuses what is malformed', async () => {
    const order = { action: 'pause', jobNames: ['a'], expectedCount: 1 };
    const wrong = [
      { action: 'delete' },
      { jobNames: 'a' },
      { jobNames: ['no name'] },
      { filter: { color: 'red' } },
      { filter: { group: '' } },
      { expectedCount: -1 },
      { expectedCount: undefined },
      { until: 'soon' },
    ];
    for (const one of wrong) expect((await bulk({ ...order, ...one })).problem.status).toBe(400);
    expect(host.manager.steered).toEqual([]);
  });
});
