import { jest } from '@jest/globals';
import pg from 'pg';
import { ExecutionRows } from '../../../../test/support/execution-rows.js';
import { ExecutionHistoryRepository } from './execution-history.repository.js';
import { InstanceTimelineRepository } from './instance-timeline.repository.js';
import { TimelineRepository } from './timeline.repository.js';
import type { EndedStatus } from './execution-status.js';
import { HISTORY_SORTS, type HistoryQuery, type HistorySort } from './history-query.js';

const { NOW } = ExecutionRows;
const ROWS = 20_000;
const NEAR_BY = { rows: 60, ms: 14 * 24 * 3_600_000 };
const SPAN = 13 * 24 * 3_600_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: PlanNode[];
}

interface Explained {
  readonly 'QUERY PLAN': [{ Plan: PlanNode }];
}

describe('the plan of a history page', () => {
  let rows: ExecutionRows;
  let history: ExecutionHistoryRepository;
  let filled: ReadonlySet<string>;
  const jobIds: string[] = [];
  const hour = { from: NOW - 3 * 3_600_000, to: NOW };
  const instance = '019cb000-0000-7000-8000-000000000001';

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    // as small a part of the history as it is of ten million rows
    history = new ExecutionHistoryRepository(rows.database, rows.scope, NEAR_BY, rows.clock);
    for (let i = 0; i < 100; i++) {
      jobIds.push(
        await rows.job(`job.${i}`, { job_group: `g${i % 10}`, owner: `o${i % 5}`, tags: [`t${i % 20}`] }),
      );
    }
    const made = Array.from({ length: ROWS }, (_, i) => {
      const status = statusOf(i);
      return rows.endedRow(`job.${i % 100}`, NOW - SPAN + Math.floor((i * SPAN) / ROWS), status, {
        trigger: i % 400 === 7 ? 'manual' : 'schedule',
        instance_id: instance,
        release: 'r1',
        error_class: status === 'failed' ? 'Error' : null,
        error_message: status === 'failed' ? `refused ${i % 7}` : null,
        fingerprint: status === 'failed' ? `f${i % 700}` : null,
      });
    });
    for (let i = 0; i < ROWS; i += 5_000) await rows.insert('cron_job_executions', made.slice(i, i + 5_000));
    await rows.noteErrors();
    await rows.insert('cron_instances', [
      {
        id: instance,
        ...rows.scope,
        host: 'h',
        pid: 1,
        labels: [],
        release: 'r1',
        executes: true,
        library_version: '1',
        node_version: '20',
        started_at: new Date(NOW - SPAN),
        renewed_at: new Date(NOW),
        lease_until: new Date(NOW),
      },
    ]);
    await rows.raw.query('vacuum analyze');
    // of an empty partition the planner reads no page either way
    const leaves = await rows.raw.query<{ name: string }>(
      "select relname as name from pg_class where relname ~ '^cron_job_executions_(short|long)_[0-9]+$' and reltuples > 0",
    );
    filled = new Set(leaves.map(({ name }) => name));
    expect(filled.size).toBeGreaterThanOrEqual(4);
  });
  afterAll(() => rows.close());
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** A third goes wrong, so that both classes are large enough for their indexes to be worth it. */
  function statusOf(i: number): EndedStatus {
    if (i % 1_000 === 1) return 'lost';
    if (i % 500 === 2) return 'timed_out';
    if (i % 1_000 === 3) return 'cancelled';
    if (i % 1_000 === 4) return 'missed';
    if (i % 200 === 5) return 'skipped';
    return i % 3 === 0 ? 'failed' : 'completed';
  }

  const plansOf = (query: HistoryQuery) => plansWhile(() => history.page(query), 'cron_job_executions ');

  const plansWhile = async (ask: () => Promise<unknown>, table: string): Promise<PlanNode[]> => {
    const each = jest.spyOn(rows.database.dataSource, 'query');
    const once = jest.spyOn(rows.database, 'readPlannedOnce');
    await ask();
    const [eachTime, plannedOnce] = [each, once].map(({ mock }) =>
      mock.calls.filter(([sql]) => sql.includes(table)),
    );
    expect(eachTime.length + plannedOnce.length).toBeGreaterThan(0);
    each.mockRestore();
    once.mockRestore();
    const plans: PlanNode[] = [];
    for (const [sql, values] of eachTime) {
      const [row] = await rows.raw.query<Explained>(`explain (format json) ${sql}`, values as unknown[]);
      plans.push(row['QUERY PLAN'][0].Plan);
    }
    for (const [sql, values] of plannedOnce) plans.push(await planForAnyValues(sql, values as unknown[]));
    return plans.flatMap(flat);
  };
  /** The plan that a connection comes to in the end, which knows no values. */
  const planForAnyValues = async (sql: string, values: readonly unknown[]): Promise<PlanNode> => {
    const client = new pg.Client({
      connectionString: rows.raw.url,
      options: '-c plan_cache_mode=force_generic_plan',
    });
    await client.connect();
    await client.query(`prepare asked as ${sql}`);
    const given = values.map((value) => pg.escapeLiteral(String(value))).join(', ');
    const { rows: explained } = await client.query<Explained>(
      `explain (format json) execute asked(${given})`,
    );
    await client.end();
    return explained[0]['QUERY PLAN'][0].Plan;
  };
  const flat = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flat)];

  const day = { from: new Date(NOW - 86_400_000), to: new Date(NOW) };

  const filters: [string, HistoryQuery][] = [
    ['nothing', {}],
    ['a group', { group: 'g3' }],
    ['an owner', { owner: 'o3' }],
    ['a tag', { tag: 't13' }],
    ['manual runs', { trigger: 'manual' }],
    ['scheduled runs', { trigger: 'schedule' }],
    ['an instance', { instance }],
    ['a release', { release: 'r1' }],
    ['a fingerprint', { fingerprint: 'f3' }],
    ['a day', day],
    ['what was in flight', { overlaps: [day.from, day.to] }],
    ['a name', { search: 'job.73' }],
    ['the text of an error', { search: 'refused 3' }],
    ...(['completed', 'failed', 'timed_out', 'cancelled', 'lost', 'skipped', 'missed'] as const).map(
      (status): [string, HistoryQuery] => [`what is ${status}`, { status: [status] }],
    ),
    ['rare statuses together', { status: ['lost', 'cancelled', 'missed'] }],
  ];
  const orders = (
    sorts: readonly HistorySort[],
    [name, filter]: [string, HistoryQuery],
    more: HistoryQuery = {},
  ): [string, HistoryQuery][] => sorts.map((sort) => [`${name}, ${sort}`, { ...filter, ...more, sort }]);

  it.each<[string, HistoryQuery]>([
    ...filters.flatMap((filter) => orders(['-createdAt', 'createdAt'], filter)),
    ...filters.flatMap(([name, filter]) =>
      orders(HISTORY_SORTS, [`a job and ${name}`, filter], { jobName: 'job.73' }),
    ),
  ])('by %s reads indexes of the history, never a whole partition', async (_, query) => {
    const nodes = await plansOf(query);
    const read = nodes.filter((node) => filled.has(node['Relation Name'] ?? ''));
    const whole = read.filter((node) => node['Node Type'] === 'Seq Scan');
    expect(whole.map((node) => node['Relation Name'])).toEqual([]);
  });

  it.each<[string, HistoryQuery]>([
    ['nothing', {}],
    ['a job', { jobName: 'job.7' }],
    ['a rare status', { status: ['lost'] }],
    ['manual runs', { trigger: 'manual' }],
    ['a job, by duration', { jobName: 'job.7', sort: '-duration' }],
  ])('by %s takes the order from an index instead of sorting partitions', async (_, query) => {
    const nodes = await plansOf(query);
    const inHistory = (node: PlanNode) => flat(node).some((one) => filled.has(one['Relation Name'] ?? ''));
    const below = nodes
      .filter((node) => node['Node Type'] === 'Sort' && inHistory(node))
      .flatMap((node) => node.Plans!);
    // what is sorted, if anything, is the union of limited parts
    expect(below.filter((node) => node['Node Type'] !== 'Append')).toEqual([]);
    const partitions = nodes.filter((node) => filled.has(node['Relation Name'] ?? ''));
    expect(new Set(partitions.map((node) => node['Node Type']))).toEqual(new Set(['Index Scan']));
  });

  it('by start sorts no more than what was born around the page, and what started late', async () => {
    const nodes = await plansOf({ jobName: 'job.7', sort: 'startedAt', limit: 5 });
    const sorted = nodes.filter((node) => node['Node Type'] === 'Sort').flatMap(flat);
    const read = sorted.filter((node) => node['Index Name'] && !node['Index Name'].includes('live'));
    expect(read.length).toBeGreaterThan(0);
    const unbounded = read.filter(({ 'Index Cond': condition = '' }) => !/\bid [<>]=/.test(condition));
    // a partial index: so few rows that there is nothing to bound
    const late = /job_id_started_at_id_idx$/;
    expect(unbounded.filter((node) => !late.test(node['Index Name']!))).toEqual([]);
  });

  it('of one status opens only the class that it is kept in', async () => {
    const relations = (await plansOf({ status: ['lost'] })).map((node) => node['Relation Name'] ?? '');
    expect(relations.some((name) => name.includes('_long_'))).toBe(true);
    expect(relations.filter((name) => name.includes('_short_') || name === 'cron_job_live')).toEqual([]);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['of some jobs', () => new TimelineRepository(rows.database).ended(jobIds.slice(0, 40), hour, 100)],
    ['of many jobs', () => new TimelineRepository(rows.database).ended(jobIds, hour, 100)],
    ['of busy jobs', () => new TimelineRepository(rows.database).tallies(jobIds.slice(0, 10), hour, 60_000)],
    [
      'by instance',
      () =>
        new InstanceTimelineRepository(rows.database, rows.scope).ended(null, hour, {
          most: 100,
          bucketMs: 60_000,
        }),
    ],
    [
      'by instance, of some jobs',
      () =>
        new InstanceTimelineRepository(rows.database, rows.scope).ended(jobIds.slice(0, 3), hour, {
          most: 100,
          bucketMs: 60_000,
        }),
    ],
  ])('a timeline %s reads indexes of the history, never a whole partition', async (_, ask) => {
    const nodes = await plansWhile(ask, 'cron_job_executions');
    const read = nodes.filter((node) => filled.has(node['Relation Name'] ?? ''));
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((node) => node['Node Type'] === 'Seq Scan')).toEqual([]);
  });
});
