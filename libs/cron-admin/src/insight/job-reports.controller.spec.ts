import type { JobStatistics, ObjectiveBudget, StatisticsQuery } from 'nestjs-tracked-cron';
import { hostAdmin, TOKENS, type HostedAdmin } from '../testing/hosted-admin.js';
import { NOTHING } from '../testing/memory-manager.js';
import type { PerformanceReport } from './performance-report.js';

const FROM = '2026-11-16T00:00:00.000Z';
const TO = '2026-11-23T00:00:00.000Z';
const BEFORE = '2026-11-09T00:00:00.000Z';
const WEEK = `from=${FROM}&to=${TO}`;

function job(jobName: string, runs: number, p95: number, failed = 0): JobStatistics {
  const values = { count: runs, p50: p95 / 2, p95, p99: p95, max: p95 * 2 };
  const completed = runs - failed;
  return {
    ...NOTHING,
    jobName,
    group: null,
    owner: 'sports',
    counts: { ...NOTHING.counts, completed, failed },
    successRate: runs === 0 ? null : completed / runs,
    duration: completed === 0 ? null : { ...values, min: 1, mean: p95 / 2 },
    lateness: runs === 0 ? null : values,
    totalMs: runs * p95,
  };
}

function budget(jobName: string, budgetLeft: number): ObjectiveBudget {
  return {
    jobName,
    group: null,
    owner: null,
    jobs: 1,
    share: 'successRate',
    windowMs: 30 * 24 * 3_600_000,
    target: 0.99,
    actual: 0.985,
    bad: 15,
    total: 1_000,
    budgetLeft,
    burn: { hour: 2, sixHours: 1, window: 1 - budgetLeft },
  };
}

describe('reports over REST', () => {
  let host: HostedAdmin;
  beforeAll(async () => void (host = await hostAdmin()));
  afterAll(() => host.app.close());
  beforeEach(() => {
    host.manager.statisticsQueries.splice(0);
    host.manager.statisticsOf = ({ to }: StatisticsQuery) =>
      to?.toISOString() === FROM
        ? [job('quick', 500, 100), job('=slow', 500, 1_000)]
        : [job('quick', 500, 110), job('=slow', 250, 1_500, 25), job('new', 10, 50), job('skips', 0, 0)];
  });

  const performance = async (query: string) =>
    (await host.ask(`/admin/cron-jobs/reports/performance?${WEEK}&${query}`)).body as PerformanceReport;
  const names = async (query: string) => (await performance(query)).items.map(({ jobName }) => jobName);

  it('tell of every job how it did, the slowest first, and how much that has changed', async () => {
    const { items, ...report } = await performance('');
    expect(report).toMatchObject({ from: FROM, before: { from: BEFORE, to: FROM }, total: 4 });
    expect(items.map(({ jobName }) => jobName)).toEqual(['=slow', 'quick', 'new', 'skips']);
    expect(items[0]).toMatchObject({
      runs: 250,
      successRate: 0.9,
      duration: { p95: 1_500 },
      totalMs: 375_000,
    });
    expect(items[0].change).toEqual({ runs: -0.5, p50: 0.5, p95: 0.5, totalMs: -0.25, successRate: 0.9 - 1 });
    expect(items[2].change).toEqual({ runs: null, p50: null, p95: null, totalMs: null, successRate: null });
  });

  it('lay the period before beside it', async () => {
    const { items } = await performance('');
    expect(items[0].before).toMatchObject({ runs: 500, successRate: 1, duration: { p95: 1_000 } });
    expect(items[2].before).toBeNull();
  });

  it('are read once where two of them stand on the same', async () => {
    const query = `${WEEK}&owner=asked-together`;
    await Promise.all(
      ['performance', 'trends'].map((report) => host.ask(`/admin/cron-jobs/reports/${report}?${query}`)),
    );
    expect(host.manager.statisticsQueries).toHaveLength(2);
  });

  it('tell of groups and owners what all of their jobs came to', async () => {
    const { body } = await host.ask(
      `/admin/cron-jobs/reports/groups?groupBy=owner&${WEEK}&owner=sports&limit=1`,
    );
    expect(body).toMatchObject({
      groupBy: 'owner',
      before: { from: BEFORE, to: FROM },
      items: [{ name: 'sports', jobs: 1, runs: 500 }],
      total: 4,
    });
    expect(host.manager.statisticsQueries).toHaveLength(2);
    for (const asked of host.manager.statisticsQueries) expect(asked).toMatchObject({ owner: 'sports' });
    const table = await host.ask(`/admin/cron-jobs/reports/groups?groupBy=group&${WEEK}`, {
      headers: { accept: 'text/csv' },
    });
    expect(String(table.body).split('\r\n')[0]).toMatch(/^group,jobs,runs,success rate,/);
    const { problem } = await host.ask('/admin/cron-jobs/reports/groups');
    expect(problem).toMatchObject({ status: 400, errors: [{ pointer: '/query/groupBy' }] });
  });

  it('are sorted as asked, what a job lacks last', async () => {
    expect(await names('sort=p95')).toEqual(['new', 'quick', '=slow', 'skips']);
    expect(await names('sort=-runs')).toEqual(['quick', '=slow', 'new', 'skips']);
    expect(await names('sort=successRate')).toEqual(['=slow', 'new', 'quick', 'skips']);
    expect(await names('sort=-change&limit=2')).toEqual(['=slow', 'quick']);
    expect(await names('sort=jobName')).toEqual(['=slow', 'new', 'quick', 'skips']);
  });

  it('compare the last seven days with those before, unless something else is asked for', async () => {
    expect((await host.ask('/admin/cron-jobs/reports/trends?group=matches')).status).toBe(200);
    const [now, before] = host.manager.statisticsQueries;
    expect(now).toEqual({ group: 'matches', from: expect.any(Date) });
    expect(before).toEqual({ group: 'matches', from: expect.any(Date), to: now.from });
    expect(now.from!.getTime() % 3_600_000).toBe(0);
    const length = Date.now() - now.from!.getTime();
    expect(Math.abs(now.from!.getTime() - before.from!.getTime() - length)).toBeLessThan(60_000);
  });

  it('say what has changed', async () => {
    const { body } = await host.ask(`/admin/cron-jobs/reports/trends?${WEEK}`, { token: TOKENS.viewer });
    expect(body).toMatchObject({
      total: 3,
      items: [
        { jobName: '=slow', kind: 'failing', measure: 'failureRate', before: 0 },
        { kind: 'slower', sentence: '=slow takes 50 % longer than the week before (p95 1.0 s → 1.5 s).' },
        { kind: 'quieter' },
      ],
    });
  });

  it.each([
    ['performance', 'job,group,runs,success rate,p50 ms,p95 ms', "'=slow,,250,0.9,750,1500"],
    [
      'trends',
      'job,group,kind,measure,before,now,sentence',
      "'=slow,,failing,failureRate,0,0.1,'=slow fails",
    ],
  ])('are a table that no spreadsheet runs: %s', async (name, headings, line) => {
    const answer = await host.ask(`/admin/cron-jobs/reports/${name}?${WEEK}`, {
      headers: { accept: 'text/csv' },
    });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}-2026-11-23.csv"`);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const lines = (answer.body as string).split('\r\n');
    expect(lines[0].startsWith(headings)).toBe(true);
    expect(lines[1].startsWith(line)).toBe(true);
  });

  it('tell how budgets of failures are used up, by job, group or owner', async () => {
    host.manager.budgets = [budget('late', -0.5), budget('well', 0.9)];
    const ask = (query: string, accept = 'application/json') =>
      host.ask(`/admin/cron-jobs/reports/objectives?${query}`, { headers: { accept } });
    const { body } = await ask('groupBy=owner&group=matches&limit=1');
    expect(body).toMatchObject({ total: 2, items: [{ jobName: 'late', budgetLeft: -0.5 }] });
    expect(host.manager.objectiveQueries).toEqual([{ groupBy: 'owner', group: 'matches' }]);
    const table = await ask('', 'text/csv');
    expect((table.body as string).split('\r\n').slice(0, 2)).toEqual([
      'job,group,owner,jobs,objective,window ms,target,actual,bad,total,budget left,burn 1 h,burn 6 h,burn window',
      'late,,,1,successRate,2592000000,0.99,0.985,15,1000,-0.5,2,1,1.5',
    ]);
    for (const query of ['groupBy=tag', 'limit=0', 'from=2026-01-01T00:00:00Z'])
      expect((await ask(query)).problem.status).toBe(400);
  });

  it.each(['sort=speed', 'limit=0', 'limit=10001', 'from=soon', 'bucket=day'])(
    'are refused for %s',
    async (query) => {
      const { problem } = await host.ask(`/admin/cron-jobs/reports/performance?${query}`);
      expect(problem).toMatchObject({ status: 400, errors: [{ pointer: `/query/${query.split('=')[0]}` }] });
    },
  );

  it('are for who has a token', async () => {
    expect((await host.ask('/admin/cron-jobs/reports/trends', { token: null })).problem.status).toBe(401);
  });
});
