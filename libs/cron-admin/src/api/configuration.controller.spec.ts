import { OVERRIDABLE, TrackedCronError } from 'nestjs-tracked-cron';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('configuration over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.steered.splice(0));

  const patch = (body: unknown, headers: Record<string, string> = {}, path = `/jobs/${JOB}/config`) =>
    host.ask(`/admin/cron-jobs${path}`, {
      method: 'PATCH',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('tells the version of a job as an ETag, which the change is made for', async () => {
    const { headers } = await host.ask(`/admin/cron-jobs/jobs/${JOB}`);
    expect(headers.get('etag')).toBe('"1"');
    const change = { timeout: '30s', schedule: null, reason: 'slow feed', until: '2030-01-01T00:00:00Z' };
    const answer = await patch(change, { 'If-Match': '"1"' }, `/${JOB}/config`);
    expect([answer.status, answer.headers.get('etag'), answer.body]).toEqual([
      200,
      '"2"',
      expect.objectContaining({ version: 2 }),
    ]);
    expect(host.manager.steered).toEqual([
      [
        'configure',
        JOB,
        { timeout: '30s', schedule: null },
        { dryRun: false, ifVersion: 1, reason: 'slow feed', by: 'admin', until: new Date('2030-01-01') },
      ],
    ]);
  });

  it('asks which version is meant, except of a dry run', async () => {
    expect((await patch({ timeout: 1 })).problem).toMatchObject({ status: 428 });
    expect((await patch({ timeout: 1 }, { 'If-Match': 'W/"1"' })).problem).toMatchObject({ status: 400 });
    expect((await patch({ reset: true }, { 'If-Match': '*' })).status).toBe(200);
    expect((await patch({ timeout: 1 }, {}, `/jobs/${JOB}/config?dryRun=true`)).status).toBe(200);
    expect((await patch({ timeout: 1 }, {}, `/jobs/${JOB}/config?dryRun=maybe`)).problem.status).toBe(400);
    expect((await patch({ owner: 'me' }, { 'If-Match': '*' })).problem.errors).toMatchObject([
      { pointer: '/body/owner', code: 'UNKNOWN_PARAMETER' },
    ]);
    expect(host.manager.steered).toEqual([
      [
        'configure',
        JOB,
        Object.fromEntries(OVERRIDABLE.map((field) => [field, null])),
        { dryRun: false, by: 'admin' },
      ],
      ['configure', JOB, { timeout: 1 }, { dryRun: true, by: 'admin' }],
    ]);
  });

  it('shows what is there instead, where somebody else was faster', async () => {
    host.manager.failure = new TrackedCronError('VERSION_CONFLICT', 'It is at version 1.');
    const { problem, headers } = await patch({ timeout: 1 }, { 'If-Match': '"7"' });
    expect(problem).toMatchObject({ status: 412, current: { jobName: JOB, version: 1 } });
    expect(headers.get('etag')).toBe('"1"');
  });

  it('refuses what the code forbids, what boot would refuse, and who may not', async () => {
    host.manager.failure = new TrackedCronError('OVERRIDE_REFUSED', 'Not the schedule.');
    expect((await patch({ schedule: '* * * * *' }, { 'If-Match': '*' })).problem.status).toBe(422);
    host.manager.failure = new TrackedCronError('INVALID_JOB', 'It never comes true.');
    expect((await patch({ schedule: '0 0 30 2 *' }, { 'If-Match': '*' })).problem.status).toBe(422);
    const asked = { method: 'PATCH', token: TOKENS.operator };
    const { problem } = await host.ask(`/admin/cron-jobs/${JOB}/config`, asked);
    expect(problem.status).toBe(403);
  });

  it('lists who changed what', async () => {
    const { body } = await host.ask(`/admin/cron-jobs/jobs/${JOB}/config`, { token: TOKENS.viewer });
    expect(body).toMatchObject({ items: [{ by: 'ada', patch: { timeout: '30s' } }] });
  });
});
