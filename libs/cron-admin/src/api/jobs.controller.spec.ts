import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('definitions over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());

  it('are all jobs, or one', async () => {
    const all = await host.ask('/admin/cron-jobs/jobs', { token: TOKENS.viewer });
    expect(all.body).toMatchObject({ items: [{ jobName: JOB, version: 1 }] });
    const one = await host.ask(`/admin/cron-jobs/jobs/${JOB}`, { token: TOKENS.viewer });
    expect(one.body).toMatchObject({ jobName: JOB, version: 1 });
  });

  it.each([
    ['jobs/nobody', 404, 'unknown-job'],
    ['jobs/no%20body', 404, 'unknown-route'],
    ['jobs?page=2', 400, 'invalid-request'],
    [`jobs/${JOB}?page=2`, 400, 'invalid-request'],
  ])('of %s are a problem of status %i', async (path, status, kind) => {
    const { problem } = await host.ask(`/admin/cron-jobs/${path}`);
    expect(problem).toMatchObject({ status, type: `urn:nestjs-tracked-cron:problem:${kind}` });
  });

  it('are for who has a token', async () => {
    expect((await host.ask('/admin/cron-jobs/jobs', { token: null })).problem.status).toBe(401);
  });
});
