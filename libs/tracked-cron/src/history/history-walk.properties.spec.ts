import fc from 'fast-check';
import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { ExecutionHistoryRepository } from './execution-history.repository.js';
import { ENDED_STATUSES, type ExecutionStatus } from './execution-status.js';
import { HISTORY_SORTS, type ExecutionRecord, type HistoryQuery, type HistorySort } from './history-query.js';

const { NOW } = ExecutionRows;
const JOBS = ['alpha', 'beta', 'gamma', ...Array.from({ length: 10 }, (_, n) => `delta.${n}`)];
const COUNT = 240;

/** What the walk must give, said in plain code over all rows. */
function expected(all: readonly ExecutionRecord[], query: HistoryQuery): string[] {
  const { status, jobName, group, trigger, from, to, overlaps, search, sort = '-createdAt' } = query;
  const value = (row: ExecutionRecord) =>
    ({ scheduledAt: row.scheduledAt, startedAt: row.startedAt, duration: row.durationMs })[
      sort.replace('-', '') as 'duration'
    ];
  const text = (part: string | null | undefined) =>
    part?.toLowerCase().includes(search!.toLowerCase()) ?? false;
  const bornAt = (row: ExecutionRecord) => Number.parseInt(row.id.replaceAll('-', '').slice(0, 12), 16);
  const direction = sort.startsWith('-') ? -1 : 1;
  return all
    .filter((row) => !status?.length || status.includes(row.status))
    .filter((row) => jobName === undefined || row.jobName === jobName)
    .filter((row) => group === undefined || row.group === group)
    .filter((row) => trigger === undefined || row.trigger === trigger)
    .filter((row) => !from || bornAt(row) >= from.getTime())
    .filter((row) => !to || bornAt(row) < to.getTime())
    .filter(
      (row) =>
        !overlaps ||
        (!['skipped', 'missed'].includes(row.status) &&
          bornAt(row) < overlaps[1].getTime() &&
          (row.completedAt === null || row.completedAt >= overlaps[0])),
    )
    .filter((row) => search === undefined || text(row.jobName) || text(row.error?.message))
    .filter((row) => sort.endsWith('createdAt') || value(row) !== null)
    .sort((a, b) => {
      const byValue = sort.endsWith('createdAt') ? 0 : Number(value(a)) - Number(value(b));
      return direction * (byValue || (a.id < b.id ? -1 : 1));
    })
    .map(({ id }) => id);
}

describe('walking all pages of a history query', () => {
  let rows: ExecutionRows;
  let history: ExecutionHistoryRepository;
  let all: readonly ExecutionRecord[];

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    history = new ExecutionHistoryRepository(rows.database, rows.scope);
    for (const [i, name] of JOBS.entries()) await rows.job(name, { job_group: i < 11 ? 'greek' : 'late' });
    await rows.insert(
      'cron_job_executions',
      Array.from({ length: COUNT }, (_, i) => {
        const status = ENDED_STATUSES[(i * 5) % ENDED_STATUSES.length];
        // few distinct values, so that the id has to decide
        return rows.endedRow(JOBS[i % JOBS.length], NOW - (i % 40) * 1_000, status, {
          scheduled_at: i % 11 === 0 ? null : new Date(NOW - (i % 9) * 1_000),
          ...(i % 4 === 0 ? {} : { duration_ms: i % 6 === 0 ? null : (i % 5) + 0.25 }),
          // some started long after their birth, or before it by another clock
          ...(i % 7 === 0 && { started_at: new Date(NOW + ((i % 40) - 20) * 60_000) }),
          // some were in flight for long
          ...(i % 13 === 0 && { completed_at: new Date(NOW - (i % 40) * 1_000 + 3_600_000) }),
          trigger: i % 11 === 0 ? 'manual' : 'schedule',
          error_message: status === 'failed' ? `no ALPHA ${i % 3}` : null,
        });
      }),
    );
    await rows.noteErrors();
    for (let i = 0; i < 8; i++) await rows.live(JOBS[i % 3], NOW - i * 3_000);
    const first = await history.page({ limit: 200 });
    const second = await history.page({ limit: 200, cursor: first.page.next! });
    all = [...first.items, ...second.items];
    expect(all).toHaveLength(COUNT + 8);
  });
  afterAll(() => rows.close());

  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
  const instant = fc.integer({ min: -45, max: 5 }).map((seconds) => new Date(NOW + seconds * 1_000));
  const queries = fc.record({
    status: optional(fc.subarray<ExecutionStatus>([...ENDED_STATUSES, 'pending', 'running'])),
    jobName: optional(fc.constantFrom(...JOBS)),
    group: optional(fc.constantFrom('greek', 'late')),
    trigger: optional(fc.constantFrom('manual', 'schedule')),
    from: optional(instant),
    to: optional(instant),
    overlaps: optional(fc.tuple(instant, instant).filter(([a, b]) => a < b)),
    search: optional(fc.constantFrom('alpha', 'TA', 'no alpha 1', 'ELTA', 'zz')),
    limit: fc.integer({ min: 3, max: 80 }),
    sort: fc.constantFrom(...HISTORY_SORTS),
  });

  /** There and back. */
  async function walkThrough(walked: ExecutionHistoryRepository, query: HistoryQuery): Promise<void> {
    const wanted = expected(all, query);
    let page = await walked.page({ ...query, count: 'capped' });
    expect(page.total).toEqual({ value: wanted.length, relation: 'eq' });
    const forward = page.items.map(({ id }) => id);
    while (page.page.next !== null) {
      page = await walked.page({ ...query, cursor: page.page.next });
      expect(page.items.length).toBeGreaterThan(0);
      forward.push(...page.items.map(({ id }) => id));
    }
    expect(forward).toEqual(wanted);

    const back = page.items.map(({ id }) => id);
    while (page.page.previous !== null) {
      page = await walked.page({ ...query, cursor: page.page.previous });
      back.unshift(...page.items.map(({ id }) => id));
    }
    expect(back).toEqual(wanted);
  }

  it.each(HISTORY_SORTS.filter((sort) => !sort.endsWith('createdAt')))(
    'of each job by %s gives them in order, those that started late or early among the others',
    async (sort) => {
      for (const jobName of JOBS) await walkThrough(history, { jobName, sort, limit: 4 });
    },
  );

  it.each([
    ['everybody’s nearest rows', { rows: 2_000, ms: 60_000 }],
    ['few of them, and then each job’s', { rows: 5, ms: 60_000 }],
    ['those of a few seconds, and then of all times', { rows: 20, ms: 4_000 }],
  ])(
    'through %s gives exactly the rows that match, in order, none twice, and the same on the way back',
    async (_, nearBy) => {
      const walked = new ExecutionHistoryRepository(rows.database, rows.scope, nearBy, rows.clock);
      await fc.assert(
        fc.asyncProperty(queries, async (asked) => {
          const sort: HistorySort =
            asked.jobName === undefined && !asked.sort.endsWith('createdAt') ? 'createdAt' : asked.sort;
          const query: HistoryQuery = { ...asked, sort };
          await walkThrough(walked, query);
        }),
        { numRuns: 20 },
      );
    },
  );
});
