import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('asking why over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());

  it.each(['2026-11-23T02:00:00Z', '2026-11-23T03:00:00%2B01:00'])('answers about %s', async (at) => {
    const path = `/admin/cron-jobs/jobs/${JOB}/why?at=${at}`;
    const { status, body } = await host.ask(path, { token: TOKENS.viewer });
    expect([status, body]).toEqual([
      200,
      { jobName: JOB, at: '2026-11-23T02:00:00.000Z', outcome: 'missed', cause: 'no_instance' },
    ]);
  });

  it.each([
    [`jobs/${JOB}/why`, 400, 'invalid-request'],
    [`jobs/${JOB}/why?at=2am`, 400, 'invalid-request'],
    [`jobs/${JOB}/why?at=2026-11-23&to=2026-11-24`, 400, 'invalid-request'],
    ['jobs/nobody/why?at=2026-11-23', 404, 'unknown-job'],
    ['jobs/no%20body/why?at=2026-11-23', 404, 'unknown-route'],
  ])('answers %s with %i', async (path, status, kind) => {
    const { problem } = await host.ask(`/admin/cron-jobs/${path}`);
    expect(problem).toMatchObject({ status, type: `urn:nestjs-tracked-cron:problem:${kind}` });
  });

  it('is for who has a token', async () => {
    const path = `/admin/cron-jobs/jobs/${JOB}/why?at=2026-11-23`;
    expect((await host.ask(path, { token: null })).problem.status).toBe(401);
  });
});
