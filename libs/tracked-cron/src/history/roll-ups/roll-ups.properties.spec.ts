import fc from 'fast-check';
import pg from 'pg';
import { eventually } from '../../../../../test/support/eventually.js';
import { ExecutionRows, type RowColumns } from '../../../../../test/support/execution-rows.js';
import { breakTransactions, type Fault } from '../../../../../test/support/faulty-pool.js';
import { CronDatabase } from '../../database/cron-database.js';
import { resolveDatabaseOptions } from '../../database/database.options.js';
import { trackedCronTables } from '../../tracked-cron.entities.js';
import { ENDED_STATUSES } from '../execution-status.js';
import { PartitionKeeper } from '../partition-keeper.js';
import { Histogram } from './histogram.js';
import { RollUpKeeper } from './roll-up-keeper.js';

const HOUR = 3_600_000;
const JOBS = ['a', 'b', 'c'];
const NOW = Date.now();

/** An execution of some days ago or of just now, of a slot or of a person. */
const execution = fc.record({
  job: fc.constantFrom(...JOBS),
  ago: fc.oneof(fc.integer({ min: 0, max: 120_000 }), fc.integer({ min: 0, max: 6 * 24 * HOUR })),
  status: fc.constantFrom(...ENDED_STATUSES),
  duration: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  late: fc.integer({ min: 0, max: 10_000 }),
  manual: fc.boolean(),
});
type Given = typeof execution extends fc.Arbitrary<infer One> ? One : never;

const FAULTS: readonly Fault[] = ['none', 'none', 'none', 'before commit', 'after commit'];
const step = fc.oneof(
  fc.record({
    do: fc.constant('write' as const),
    rows: fc.array(execution, { minLength: 1, maxLength: 30 }),
  }),
  fc.record({
    do: fc.constant('begin' as const),
    rows: fc.array(execution, { minLength: 1, maxLength: 10 }),
  }),
  fc.record({ do: fc.constant('commit' as const) }),
  fc.record({
    do: fc.constant('grow' as const),
    job: fc.constantFrom(...JOBS),
    by: fc.integer({ min: 1, max: 90 }),
  }),
  fc.record({ do: fc.constant('roll' as const), by: fc.constantFrom('one', 'both', 'faulty') }),
  fc.record({ do: fc.constant('start over' as const) }),
);

describe('roll-ups', () => {
  let rows: ExecutionRows;
  let other: CronDatabase;
  let keepers: { one: RollUpKeeper; faulty: RollUpKeeper };
  let faults: Fault[] = [];
  let open: pg.Client[] = [];
  const jobIds = new Map<string, string>();

  beforeAll(async () => {
    rows = await ExecutionRows.open();
    await new PartitionKeeper(rows.database, { now: () => NOW }).runOnce();
    for (const job of JOBS) jobIds.set(job, await rows.job(job));
    other = new CronDatabase(resolveDatabaseOptions({ url: rows.raw.url }), trackedCronTables);
    breakTransactions(other.writes, () => faults.shift() ?? 'none');
    keepers = {
      one: new RollUpKeeper(rows.database, rows.scope, { now: () => NOW }),
      faulty: new RollUpKeeper(other, rows.scope, { now: () => NOW }),
    };
  });
  afterAll(async () => {
    await other.close();
    await rows.close();
  });

  const sql = {
    allowTurn: "update tracked_cron.cron_roll_ups set turn_at = '-infinity'",
    startOver: "update tracked_cron.cron_roll_ups set looked_at = null, turn_at = '-infinity'",
    clear: `truncate tracked_cron.cron_job_executions, tracked_cron.cron_job_hours, tracked_cron.cron_job_days,
      tracked_cron.cron_job_recounts, tracked_cron.cron_roll_ups, tracked_cron.cron_job_slot_ranges`,
  };

  function rowOf({ job, ago, status, duration, late, manual }: Given): RowColumns {
    const at = NOW - ago;
    const row = rows.endedRow(job, at, status, {
      ...(manual && { trigger: 'manual', scheduled_at: null }),
    });
    if (row.started_at === null) return row;
    return { ...row, duration_ms: duration, started_at: new Date(at + late) };
  }

  async function insert(client: Pick<pg.Client, 'query'>, given: Given[]): Promise<void> {
    const made = given.map(rowOf);
    const names = Object.keys(made[0])
      .filter((name) => name !== 'updated_at')
      .join(', ');
    await client.query(
      `insert into tracked_cron.cron_job_executions (${names})
       select ${names} from jsonb_populate_recordset(null::tracked_cron.cron_job_executions, $1)`,
      [JSON.stringify(made)],
    );
  }

  async function roll(who: 'one' | 'faulty'): Promise<void> {
    await keepers[who].runOnce().catch(() => {});
  }

  async function take(one: typeof step extends fc.Arbitrary<infer One> ? One : never): Promise<void> {
    switch (one.do) {
      case 'write':
        return insert(rows.database.writes as never, one.rows);
      case 'begin': {
        const client = new pg.Client(rows.raw.url);
        await client.connect();
        open.push(client);
        await client.query('begin');
        return insert(client, one.rows);
      }
      case 'commit':
        return commitOldest();
      case 'grow':
        return grow(one.job, one.by);
      case 'start over':
        await rows.raw.query(sql.startOver);
        return;
      case 'roll':
        await rows.raw.query(sql.allowTurn);
        if (one.by === 'both') await Promise.all([roll('one'), roll('faulty')]);
        else await roll(one.by as 'one' | 'faulty');
    }
  }

  async function commitOldest(): Promise<void> {
    const client = open.shift();
    await client?.query('commit');
    await client?.end();
  }

  /** A slot a minute, counted in the job's one range. */
  async function grow(job: string, by: number): Promise<void> {
    const updated = await rows.raw.query(
      `update tracked_cron.cron_job_slot_ranges set count = count + $2, to_slot = to_slot + $2 * interval '1 minute'
       where job_id = $1 returning id`,
      [jobIds.get(job), by],
    );
    if (updated.length > 0) return;
    const from = NOW - 5 * 24 * HOUR;
    await rows.insert('cron_job_slot_ranges', [
      {
        id: rows.newId(),
        job_id: jobIds.get(job),
        from_slot: new Date(from),
        to_slot: new Date(from + (by - 1) * 60_000),
        outcome: 'skipped',
        reason: 'paused',
        count: by,
        rolled_count: 0,
      },
    ]);
  }

  it('hold each execution once, whoever writes, commits, counts and fails when', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        fc.array(fc.constantFrom(...FAULTS), { maxLength: 10 }),
        async (steps, broken) => {
          await rows.raw.query(sql.clear);
          await keepers.one.open();
          faults = [...broken];
          for (const one of steps) await take(one);
          while (open.length > 0) await commitOldest();
          faults = [];
          // a connection that broke keeps its locks until the server has seen that
          await eventually(
            async () => {
              await rows.raw.query(sql.allowTurn);
              return keepers.one.runOnce();
            },
            (outcome) => outcome === 'done',
          );

          expect(await rolledUp()).toEqual(await counted());
          await expectPercentiles();
          expect(await daysThatDiffer()).toEqual([]);
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  const INSTANT = `coalesce(scheduled_at,
    to_timestamp(('x' || replace(left(id::text, 13), '-', ''))::bit(48)::bigint / 1000.0))`;

  function counted() {
    return rows.raw.query(
      `select job_id, date_trunc('hour', at, 'UTC') as began_at, status, sum(n)::int as count, sum(ranged)::int as ranged,
         round(sum(duration_ms)::numeric, 3)::text as total
       from (
         select job_id, ${INSTANT} as at, status, 1 as n, 0 as ranged, coalesce(duration_ms, 0) as duration_ms
         from tracked_cron.cron_job_executions
         union all
         select job_id, slot, outcome, 0, 1, 0 from tracked_cron.cron_job_slot_ranges,
           generate_series(from_slot, to_slot, interval '1 minute') as slot) rows
       group by 1, 2, 3 order by 1, 2, 3`,
    );
  }

  function rolledUp() {
    return rows.raw.query(
      `select job_id, began_at, status, count, ranged, round(total_ms::numeric, 3)::text as total
       from tracked_cron.cron_job_hours order by 1, 2, 3`,
    );
  }

  function daysThatDiffer() {
    return rows.raw.query(
      `select * from (
         select job_id, date_trunc('day', began_at, 'UTC') as day, status, sum(count) as count, sum(ranged) as ranged,
           max(longest_ms) as longest
         from tracked_cron.cron_job_hours
         where began_at < (select days_until from tracked_cron.cron_roll_ups) group by 1, 2, 3) h
       full join tracked_cron.cron_job_days d on d.job_id = h.job_id and d.began_at = h.day and d.status = h.status
       where (h.count, h.ranged, h.longest) is distinct from (d.count, d.ranged, d.longest_ms)`,
    );
  }

  /** Of all hours together, from the hours and from the days and the rest of the hours. */
  async function expectPercentiles(): Promise<void> {
    for (const [name, value] of [
      ['durations', 'duration_ms'],
      [
        'lateness',
        "case when trigger = 'schedule' then extract(epoch from started_at - scheduled_at)::float8 * 1000 end",
      ],
    ]) {
      const exact = (
        await rows.raw.query<{ value: number }>(
          `select ${value} as value from tracked_cron.cron_job_executions where ${value} is not null order by 1`,
        )
      ).map((row) => row.value);
      const stored = await rows.raw.query<{ hours: Buffer | null; days: Buffer | null }>(
        `select (select string_agg(${name}, ''::bytea) from tracked_cron.cron_job_hours) as hours,
           (select string_agg(${name}, ''::bytea) from (
             select ${name} from tracked_cron.cron_job_days union all
             select ${name} from tracked_cron.cron_job_hours
             where began_at >= (select days_until from tracked_cron.cron_roll_ups)) d) as days`,
      );
      for (const encoded of [stored[0].hours, stored[0].days]) {
        const histogram = new Histogram();
        histogram.merge(encoded ?? Buffer.alloc(0));
        expect(histogram.count).toBe(exact.length);
        const shares = [0.5, 0.95, 0.99, 1];
        for (const [nth, value] of histogram.percentiles(shares).entries()) {
          const at = exact[Math.ceil(shares[nth] * exact.length) - 1];
          expect(Math.abs(value - at)).toBeLessThanOrEqual(at * 0.02 + 0.001);
        }
      }
    }
  }
});
