import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { recordError } from '../execution/error-record.js';
import { ExecutionEndRepository } from '../history/execution-end.repository.js';
import { ExecutionHistoryRepository } from '../history/execution-history.repository.js';
import { FailureGroupRepository } from '../history/failure-group.repository.js';
import type { FailureGroupQuery } from '../history/failure-group.js';
import { JobFailures } from './job-failures.js';

const { NOW } = ExecutionRows;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('failure groups', () => {
  let rows: ExecutionRows;
  let failures: JobFailures;
  let now: number;
  const failing = (message: string) => recordError(Object.assign(new Error(message), { stack: '' }));
  const FEED = failing('Feed 1 is down').fingerprint;
  const MAIL = failing('mail refused').fingerprint;

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    failures = new JobFailures(
      new FailureGroupRepository(rows.database, rows.scope),
      new ExecutionHistoryRepository(rows.database, rows.scope),
      { now: () => now },
    );
  });
  afterAll(() => rows.close());
  beforeEach(async () => {
    now = NOW;
    await rows.clear();
    await rows.job('scores');
    await rows.job('mail');
  });

  /** An execution that fails at an instant, as it is written. */
  const fail = async (jobName: string, message: string, at: number, columns: { release?: string } = {}) => {
    const id = await rows.live(jobName, at - 1_000, { release: 'r1', ...columns });
    const how = {
      epoch: 1,
      status: 'failed',
      reason: null,
      attempt: 1,
      durationMs: 1,
      result: null,
      metadata: null,
    } as const;
    await new ExecutionEndRepository(rows.database).write([
      { ...how, id, startedAt: at - 1_000, completedAt: at, error: failing(message) },
    ]);
    return id;
  };
  const listed = async (query: FailureGroupQuery = {}) =>
    (await failures.list(query)).items.map(({ sample, count }) => [sample, count]);

  it('count executions by fault, in a window and in those that people look at', async () => {
    for (const ago of [10_000, 2 * HOUR, 2 * DAY, 8 * DAY])
      await fail('scores', `Feed ${ago} is down`, NOW - ago);
    await fail('mail', 'Feed 7 is down', NOW - 3 * HOUR);
    await fail('mail', 'mail refused', NOW - HOUR / 2);
    const { items, from, to } = await failures.list({});
    expect([from, to]).toEqual([new Date(NOW - 7 * DAY), new Date(NOW)]);
    expect(items).toEqual([
      {
        fingerprint: FEED,
        errorClass: 'Error',
        message: 'Feed <n> is down',
        sample: 'Feed 10000 is down',
        frame: null,
        state: 'open',
        decision: null,
        regressedAt: null,
        firstSeenAt: new Date(NOW - 8 * DAY),
        lastSeenAt: new Date(NOW - 10_000),
        lastRelease: 'r1',
        count: 4,
        // 2 days, 3 and 2 hours, and 10 seconds before the end of a week
        course: [...Array<number>(17).fill(0), 1, 0, 0, 0, 0, 0, 3],
        windows: { hour: 1, day: 3, week: 4, month: 5 },
        jobs: [
          { jobName: 'scores', count: 3 },
          { jobName: 'mail', count: 1 },
        ],
        jobCount: 2,
      },
      expect.objectContaining({ fingerprint: MAIL, count: 1, jobCount: 1 }),
    ]);
    expect(await listed({ to: new Date(NOW - DAY), from: new Date(NOW - 30 * DAY) })).toEqual([
      ['Feed 10000 is down', 2],
    ]);
    expect(await listed({ jobName: 'mail', sort: '-lastSeenAt' })).toEqual([
      ['Feed 10000 is down', 1],
      ['mail refused', 1],
    ]);
    expect((await failures.list({ jobName: 'mail' })).items[0].course.at(-1)).toBe(1);
    expect(await listed({ newSince: new Date(NOW - DAY) })).toEqual([['mail refused', 1]]);
    expect(await listed({ search: 'REFUSED' })).toEqual([['mail refused', 1]]);
    expect(await listed({ sort: '-firstSeenAt', limit: 1 })).toEqual([['mail refused', 1]]);
  });

  it('are those of the own application and environment', async () => {
    await rows.job('staged', { environment: 'staging' });
    await fail('staged', 'Feed 2 is down', NOW - 5_000);
    expect(await listed()).toEqual([]);
    await fail('scores', 'Feed 1 is down', NOW - 1_000);
    expect(await listed()).toEqual([['Feed 1 is down', 1]]);
    await failures.ignore(FEED, {});
    const staging = new FailureGroupRepository(rows.database, { ...rows.scope, environment: 'staging' });
    const window = { now, from: 0, to: now, sort: '-count', limit: 10 } as const;
    expect(await staging.list(window)).toMatchObject([{ sample: 'Feed 2 is down', count: 1, state: 'open' }]);
  });

  it('of a group or an owner are counted by their jobs', async () => {
    await rows.job('payroll', { job_group: 'money', owner: 'finance' });
    await fail('payroll', 'Feed 1 is down', NOW - HOUR);
    await fail('scores', 'Feed 2 is down', NOW - HOUR);
    expect((await failures.list({ group: 'money' })).items).toMatchObject([
      { count: 1, jobs: [{ jobName: 'payroll', count: 1 }], windows: { day: 1 } },
    ]);
    expect(await listed({ owner: 'finance' })).toEqual([['Feed 1 is down', 1]]);
    expect(await listed({ owner: 'finance', group: 'matches' })).toEqual([]);
  });

  it('within some jobs are counted, dated and quoted by the executions of these alone', async () => {
    await rows.job('payroll', { job_group: 'money', owner: 'finance', tags: ['eur'] });
    const within = { groups: ['money'], owners: ['finance', 'board'], tags: ['eur'] };
    await fail('scores', 'Feed 4711 is down', NOW - 3 * DAY, { release: 'secret' });
    await fail('payroll', 'Feed 1 is down', NOW - 2 * HOUR);
    const newest = await fail('payroll', 'Feed 2 is down', NOW - HOUR, { release: 'r2' });
    await fail('scores', 'Feed 4712 is down', NOW - 1_000, { release: 'secret' });
    await fail('mail', 'mail refused', NOW - 1_000);
    expect((await failures.list({ within })).items).toMatchObject([
      {
        fingerprint: FEED,
        sample: 'Feed 1 is down',
        firstSeenAt: new Date(NOW - 2 * HOUR),
        lastSeenAt: new Date(NOW - HOUR),
        lastRelease: 'r2',
        count: 2,
        windows: { hour: 0, day: 2, week: 2, month: 2 },
        jobs: [{ jobName: 'payroll', count: 2 }],
        jobCount: 1,
      },
    ]);
    expect(await listed({ within, search: '4711' })).toEqual([]);
    expect(await listed({ within, search: 'feed <N> is' })).toEqual([['Feed 1 is down', 2]]);
    for (const sort of ['-lastSeenAt', '-firstSeenAt'] as const)
      expect(await listed({ within, sort })).toHaveLength(1);
    const { executions } = (await failures.one(FEED, { within }))!;
    expect(executions.map(({ jobName, id }) => [jobName, id === newest])).toEqual([
      ['payroll', true],
      ['payroll', false],
    ]);
    expect(await failures.one(MAIL, { within })).toBeNull();
    expect(await listed({ within: { ...within, jobs: ['scores'] } })).toEqual([]);
  });

  it('within some jobs are decided about only where they fail no others', async () => {
    await rows.job('payroll', { job_group: 'money' });
    const within = { groups: ['money'] };
    await fail('payroll', 'Feed 1 is down', NOW - 2_000);
    expect(await failures.ignore(FEED, { within })).toMatchObject({ state: 'ignored', count: 1 });
    await fail('scores', 'Feed 2 is down', NOW - 1_000);
    await expect(failures.resolve(FEED, { within })).rejects.toMatchObject({ code: 'SHARED_FAILURE' });
    await fail('mail', 'mail refused', NOW - 1_000);
    await expect(failures.ignore(MAIL, { within })).rejects.toMatchObject({ code: 'UNKNOWN_FAILURE' });
    expect((await failures.one(MAIL))!.state).toBe('open');
  });

  it('show their newest executions', async () => {
    const old = await fail('scores', 'Feed 1 is down', NOW - 12 * DAY);
    const { executions, count } = (await failures.one(FEED))!;
    expect([executions.map(({ id }) => id), count]).toEqual([[old], 0]);
    expect(await failures.one('unknown')).toBeNull();
    expect(await failures.one('\0')).toBeNull();
  });

  it('that are ignored stay so until the instant that was named', async () => {
    await fail('scores', 'Feed 1 is down', NOW - 1_000);
    const group = await failures.ignore(FEED, {
      until: new Date(NOW + HOUR),
      by: 'ann',
      reason: 'they know',
    });
    expect(group).toMatchObject({
      state: 'ignored',
      decision: {
        at: new Date(NOW),
        by: 'ann',
        reason: 'they know',
        until: new Date(NOW + HOUR),
        release: null,
      },
    });
    await fail('scores', 'Feed 2 is down', NOW + 5_000);
    now = NOW + HOUR - 1;
    expect(await listed({ state: ['ignored'] })).toEqual([['Feed 1 is down', 2]]);
    expect(await listed({ state: ['open', 'regressed'] })).toEqual([]);
    now = NOW + HOUR;
    expect(await listed({ state: ['open'] })).toEqual([['Feed 1 is down', 2]]);
  });

  it('that are resolved have regressed once they show again, and are resolved anew', async () => {
    await fail('scores', 'Feed 1 is down', NOW - 1_000);
    expect(await failures.resolve(FEED, { by: 'bob' })).toMatchObject({
      state: 'resolved',
      decision: { by: 'bob' },
    });
    await fail('scores', 'Feed 3 is down', NOW - 500); // was under way, and comes late
    expect((await failures.one(FEED))!.state).toBe('resolved');
    await fail('scores', 'Feed 2 is down', NOW + 200);
    await fail('scores', 'Feed 2 is down', NOW + 5_000);
    now = NOW + 6_000;
    expect(await failures.one(FEED)).toMatchObject({ state: 'regressed', regressedAt: new Date(NOW + 200) });
    expect(await failures.resolve(FEED, {})).toMatchObject({ state: 'resolved', regressedAt: null });
  });

  it('that are resolved in a release may go on in the one before, and regress in any other', async () => {
    await fail('scores', 'Feed 1 is down', NOW - 1_000, { release: 'r1' });
    expect(await failures.resolve(FEED, { release: 'r2' })).toMatchObject({ decision: { release: 'r2' } });
    await fail('scores', 'Feed 2 is down', NOW + 1_000, { release: 'r1' });
    now = NOW + 10_000;
    expect((await failures.one(FEED))!.state).toBe('resolved');
    await fail('scores', 'Feed 2 is down', NOW + 2_000, { release: 'r2' });
    expect((await failures.one(FEED))!.state).toBe('regressed');
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['an unknown one', () => failures.ignore('nobody', {}), 'UNKNOWN_FAILURE'],
    ['a past end', () => failures.ignore(FEED, { until: new Date(NOW) }), 'INVALID_OPTION'],
    ['an empty release', () => failures.resolve(FEED, { release: '' }), 'INVALID_OPTION'],
    [
      'a window that ends before it begins',
      () => failures.list({ from: new Date(NOW + 1) }),
      'INVALID_QUERY',
    ],
    ['a year', () => failures.list({ from: new Date(NOW - 365 * DAY) }), 'INVALID_QUERY'],
    ['no limit', () => failures.list({ limit: 0 }), 'INVALID_QUERY'],
    ['one letter', () => failures.list({ search: 'x' }), 'INVALID_QUERY'],
  ])('refuse %s', async (_, asked, code) => {
    await expect(asked()).rejects.toMatchObject({ code });
  });
});
