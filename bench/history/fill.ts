import pg from 'pg';
import { DistinctErrorRepository } from '../../libs/tracked-cron/src/history/distinct-error.repository.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { RollUpKeeper } from '../../libs/tracked-cron/src/history/roll-ups/roll-up-keeper.js';
import { openDatabase } from './open.js';
import {
  beginOf,
  DAYS,
  ERRORS,
  INSTANCES_EACH,
  JOBS,
  RELEASES,
  SCOPE,
  type HistoryParameters,
} from './shape.js';

const CHUNK = 100_000;
const DAY_MS = 24 * 3_600_000;
const ID = (
  ms: string,
) => `(lpad(to_hex((${ms})::bigint), 12, '0') || '7' || substr(md5(random()::text), 1, 3)
  || '8' || substr(md5(random()::text), 1, 15))::uuid`;
const scope = `'${SCOPE.application}', '${SCOPE.environment}'`;

/**
 * Makes a history inside the database: jobs of which the busiest runs three hundred times as often as the rarest, statuses of
 * which the rarest is one in five thousand, releases and instances that come and go, few errors often and many seldom.
 */
export async function task(parameters: HistoryParameters, reached: (point: string) => void): Promise<void> {
  const { url, rows, now } = parameters;
  const begin = beginOf(parameters);
  const database = await openDatabase(url);
  for (let at = begin; at <= now; at += 7 * DAY_MS) {
    await new PartitionKeeper(database, { now: () => at }).runOnce();
  }
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    options: '-c synchronous_commit=off -c jit=off',
  });
  await pool.query(jobsSql(), [new Date(now)]);
  await pool.query(instancesSql(), [begin, now]);
  let written = 0;
  const chunks = Array.from({ length: Math.ceil(rows / CHUNK) }, (_, nth) => nth * CHUNK);
  const work = async () => {
    for (let first = chunks.shift(); first !== undefined; first = chunks.shift()) {
      const last = Math.min(first + CHUNK, rows);
      await pool.query(executionsSql(), [first, last - 1, begin, (now - begin) / rows]);
      written += last - first;
      if (Math.floor(written / 1e6) > Math.floor((written - CHUNK) / 1e6)) reached(`${written} rows`);
    }
  };
  await Promise.all([work(), work()]);
  await new DistinctErrorRepository(database).heal(0);
  reached('statistics');
  await new RollUpKeeper(database, SCOPE, { now: () => now }).recountEverything();
  reached('vacuum');
  await pool.query('vacuum (analyze)');
  await pool.query('checkpoint');
  await pool.end();
  await database.close();
}

function jobsSql(): string {
  return `
    insert into tracked_cron.cron_jobs (id, application, environment, name, job_group, owner, tags, schedule, time_zone,
      overlap, last_slot_at)
    select ${ID('n')}, ${scope}, 'module' || n % 40 || '.job' || n, 'group' || n % 20, 'team' || n % 10,
      array['all', 'tag' || n % 50, 'rare' || n % 333], '* * * * *', 'UTC', 'skip', $1
    from generate_series(0, ${JOBS - 1}) n`;
}

function instancesSql(): string {
  const life = `(($2::float8 - $1::float8) / ${RELEASES})`;
  return `
    insert into tracked_cron.cron_instances (id, application, environment, host, pid, release, executes, library_version,
      node_version, started_at, renewed_at, lease_until, stopped_at)
    select ${ID(`$1::float8 + n / ${INSTANCES_EACH} * ${life}`)}, ${scope}, 'host' || n % ${INSTANCES_EACH}, n,
      'r' || n / ${INSTANCES_EACH}, true, '1', '20', began, began + life, began + life,
      case when n / ${INSTANCES_EACH} < ${RELEASES - 1} then began + life end
    from generate_series(0, ${RELEASES * INSTANCES_EACH - 1}) n,
      lateral (select to_timestamp(($1::float8 + n / ${INSTANCES_EACH} * ${life}) / 1000) as began,
        ${life} / 1000 * interval '1 second' as life) lives`;
}

/** Rows $1 to $2 of a history that begins at $3 and has one each $4 milliseconds. */
function executionsSql(): string {
  return `
    with known as materialized (
      select array_agg(id order by substr(name, strpos(name, '.job') + 4)::integer) as ids,
        array_agg(name order by substr(name, strpos(name, '.job') + 4)::integer) as names from tracked_cron.cron_jobs),
    alive as materialized (select array_agg(id order by pid) as ids from tracked_cron.cron_instances),
    drawn as materialized (
      select floor($3::float8 + n * $4::float8)::bigint as ms, floor(${JOBS} * power(random(), 3))::integer as job,
        random() as fate, random() as how, floor(${ERRORS} * power(random(), 4))::integer as fault,
        floor(random() * ${INSTANCES_EACH})::integer as host, exp(random() * 6 + random() * 4) as took,
        random() as tail
      from generate_series($1::bigint, $2::bigint) n),
    ran as materialized (
      select d.*, to_timestamp(ms / 1000.0) as born,
        case when fate < 0.0002 then 'lost' when fate < 0.0007 then 'cancelled' when fate < 0.003 then 'missed'
          when fate < 0.006 then 'timed_out' when fate < 0.035 then 'failed' when fate < 0.06 then 'skipped'
          else 'completed' end as status,
        case when how < 0.0005 then 'backfill' when how < 0.005 then 'manual' else 'schedule' end as trigger,
        least(${RELEASES - 1}, floor((ms - $3::float8) / ${(DAYS * DAY_MS) / RELEASES}))::integer as release,
        case when tail < 0.002 then took * 100 else took end as duration
      from drawn d),
    judged as (
      select r.*, status in ('failed', 'timed_out') as wrong, status not in ('skipped', 'missed') as went from ran r)
    insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, job_group, owner, status,
      kept, reason, trigger, scheduled_at, started_at, completed_at, duration_ms, next_slot_at, instance_id, release, epoch,
      attempt, max_attempts, definition_version, error_class, error_message, error_detail, fingerprint, created_at, updated_at)
    select ${ID('ms')}, known.ids[job + 1], ${scope}, known.names[job + 1], 'group' || job % 20, 'team' || job % 10, status,
      case when status in ('completed', 'skipped') then 'short' else 'long' end,
      case status when 'skipped' then 'overlap' when 'missed' then 'no_instance' when 'timed_out' then 'timeout' end,
      trigger, case when trigger <> 'manual' then date_trunc('second', born) end,
      case when went then born + interval '5 milliseconds' end,
      case when went then born + duration / 1000 * interval '1 second' else born end,
      case when went then duration end, date_trunc('second', born) + interval '1 minute',
      alive.ids[release * ${INSTANCES_EACH} + host + 1], 'r' || release, 1, 1, 1, 1,
      case when wrong then (array['Error', 'TypeError', 'FeedError', 'QueryFailedError', 'TimeoutError'])[fault % 5 + 1] end,
      case when wrong then 'Feed ' || ms || ' of source ' || md5(fault::text) || ' did not answer: connection to 10.0.'
        || fault % 200 || '.7 was refused' end,
      case when wrong then jsonb_build_object('stack', repeat('    at handle (/srv/app/feeds/handler.js:10:3)' || E'\\n', 8)) end,
      case when wrong then substr(md5('fault' || fault), 1, 16) end, born, born
    from judged, known, alive`;
}
