import { TrackedCronError } from 'nestjs-tracked-cron';
import { access, hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { JOB } from '../testing/memory-manager.js';

describe('statistics over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin({ access: access(), cache: false })));
  afterAll(() => host.app.close());
  beforeEach(() => void host.manager.statisticsQueries.splice(0));

  it('are those of everything, by default', async () => {
    const answer = await host.ask('/admin/cron-jobs/stats', { token: TOKENS.viewer });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ bucket: 'none', total: { successRate: null }, buckets: [] });
    expect(host.manager.statisticsQueries).toEqual([{}]);
  });

  it('hand every parameter of the query on', async () => {
    const query = `?jobName=${JOB}&group=matches&from=2026-11-01&to=2026-11-23T02:00:00Z&bucket=day`;
    expect((await host.ask(`/admin/cron-jobs/stats${query}`)).status).toBe(200);
    expect(host.manager.statisticsQueries).toEqual([
      {
        jobName: JOB,
        group: 'matches',
        from: new Date('2026-11-01T00:00:00Z'),
        to: new Date('2026-11-23T02:00:00Z'),
        bucket: 'day',
      },
    ]);
  });

  it.each([
    'bucket=week',
    'from=yesterday',
    'jobName=no%20body',
    'group=',
    'page=2',
    'bucket=day&bucket=hour',
  ])('are refused for %s', async (query) => {
    const { problem } = await host.ask(`/admin/cron-jobs/stats?${query}`);
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer: `/query/${query.split('=')[0]}` }] });
  });

  it.each([
    ['UNKNOWN_JOB', 404],
    ['INVALID_QUERY', 400],
    ['TOO_MANY_BUCKETS', 422],
    ['NOT_KEPT', 422],
  ])('answer what the manager refuses with %s by %i', async (code, status) => {
    host.manager.failure = new TrackedCronError(code, 'What to do.', { parameter: 'bucket' });
    expect((await host.ask('/admin/cron-jobs/stats')).problem).toMatchObject({
      status,
      detail: 'What to do.',
    });
  });

  it('are for who has a token', async () => {
    expect((await host.ask('/admin/cron-jobs/stats', { token: null })).problem.status).toBe(401);
  });

  it('are counted once for many who ask at the same time', async () => {
    const cached = await hostAdmin();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => cached.ask('/admin/cron-jobs/stats?group=matches')),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(cached.manager.statisticsQueries).toEqual([{ group: 'matches' }]);
    await cached.app.close();
  });
});
