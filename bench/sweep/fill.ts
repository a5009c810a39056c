import pg from 'pg';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { openDatabase } from '../history/open.js';
import { SCOPE, type SweepParameters } from './shape.js';

const CHUNK = 100_000;
const DAY_MS = 24 * 3_600_000;
const PERIOD_MS = 6 * 3_600_000;
const ID = (
  ms: string,
) => `(lpad(to_hex((${ms})::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || '8' || substr(md5(random()::text), 1, 15))::uuid`;
const scope = `'${SCOPE.application}', '${SCOPE.environment}'`;

/** Makes jobs that are due every six hours and have had their slots so far; the last slots of every tenth of them failed. */
export async function task({ url, jobs, rows, now }: SweepParameters): Promise<void> {
  const each = Math.ceil(rows / jobs);
  const database = await openDatabase(url);
  for (let at = now - each * PERIOD_MS; at <= now + 7 * DAY_MS; at += 7 * DAY_MS)
    await new PartitionKeeper(database, { now: () => at }).runOnce();
  const pool = new pg.Pool({ connectionString: url, options: '-c synchronous_commit=off -c jit=off' });
  await pool.query(
    `insert into tracked_cron.cron_jobs (id, application, environment, name, job_group, owner, tags, schedule, time_zone,
       overlap, last_slot_at, created_at, options)
     select ${ID('n')}, ${scope}, 'module' || n % 40 || '.job' || n, 'group' || n % 20, 'team' || n % 10, '{all}',
       '@every 6h', 'UTC', 'skip', to_timestamp($1::float8 / 1000), to_timestamp($1::float8 / 1000) - interval '1 year', $3
     from generate_series(0, $2::integer - 1) n`,
    [lastSlot(now), jobs, OPTIONS],
  );
  for (let first = 0; first < rows; first += CHUNK)
    await pool.query(executionsSql(), [first, Math.min(first + CHUNK, rows) - 1, lastSlot(now), jobs, each]);
  await pool.query('vacuum (analyze)');
  await pool.query('checkpoint');
  await pool.end();
  await database.close();
}

function lastSlot(now: number): number {
  return Math.floor(now / PERIOD_MS) * PERIOD_MS;
}

/** What a job's row says of a job that says little. */
const OPTIONS = {
  source: 'Jobs.run in JobsModule',
  profile: 'recommended',
  scope: 'cluster',
  maxQueued: 100,
  zombie: 'hold',
  calendar: null,
  jitter: 0,
  misfire: 'latest',
  catchUpWindow: null,
  timeout: 20_000,
  runsOn: [],
  enabled: true,
  logs: { level: 'info', maxLines: 10_000, maxBytes: 1_048_576, console: false },
  alertThresholds: {},
};

/** Rows $1 to $2, job by job within each slot, of slots up to $3. */
function executionsSql(): string {
  return `
    with known as materialized (select array_agg(id order by id) as ids, array_agg(name order by id) as names
      from tracked_cron.cron_jobs),
    ran as (
      select n % $4::integer as job, $3::float8 - ($5::integer - 1 - n / $4::integer) * ${PERIOD_MS} as slot,
        n % 10 = 0 and n / $4::integer >= $5::integer - 3 as wrong
      from generate_series($1::bigint, $2::bigint) n)
    insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, kept, trigger,
      scheduled_at, started_at, completed_at, duration_ms, epoch, attempt, max_attempts, definition_version, error_class,
      error_message, fingerprint, created_at, updated_at)
    select ${ID('slot')}, known.ids[job + 1], ${scope}, known.names[job + 1],
      case when wrong then 'failed' else 'completed' end, case when wrong then 'long' else 'short' end, 'schedule', at,
      at, at + interval '1 second', 1000, 1, 1, 1, 1, case when wrong then 'FeedError' end,
      case when wrong then 'Feed did not answer' end, case when wrong then substr(md5(job::text), 1, 16) end, at, at
    from ran cross join known cross join lateral (select to_timestamp(slot / 1000) as at) instants`;
}
