import 'reflect-metadata';
import type { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import pg from 'pg';
import { openRooms } from '../support/library-rooms.js';
import { Firings, type DueParameters, type Firing } from './firings.js';

const CHUNK = 1_000;
const CONNECTIONS = 2;

/**
 * The bare batch claim: one timer, and the two statements of the design's claim for every chunk of 1,000 jobs, two
 * connections at a time. It decides by watermark, pause and overlap as the library must, and does nothing else: no
 * definition, no due time is computed, nobody's lease is looked at, no end is ever written.
 */
export async function task(parameters: DueParameters, reached: (point: string) => void): Promise<Firing[]> {
  const firings = new Firings(parameters);
  const { clock, ids, database, jobs } = await openRooms(parameters.url, parameters.jobs);
  const pool = new pg.Pool({ connectionString: parameters.url, max: CONNECTIONS, options: '-c jit=off' });
  const instanceId = ids.next(clock.now());
  const { lock, decide } = statements(database);
  const numbered = jobs
    .map(({ id }, index) => ({ id, index }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));

  const claim = async (chunk: typeof numbered, instant: number) => {
    const jobIds = chunk.map(({ id }) => id);
    const client = await pool.connect();
    await client.query('begin');
    await client.query({ name: 'lock', text: lock, values: [jobIds] });
    const { rows } = await client.query<{ job_id: string }>({
      name: 'decide',
      text: decide,
      values: [jobIds, chunk.map(() => ids.next(clock.now())), instant, instanceId],
    });
    await client.query('commit');
    client.release();
    // another instance may have decided some, or all
    const ours = rows.length === chunk.length ? null : new Set(rows.map((row) => row.job_id));
    for (const { id, index } of chunk) if (!ours || ours.has(id)) void firings.handle(index);
  };
  const chunks: (typeof numbered)[] = [];
  for (let at = 0; at < numbered.length; at += CHUNK) chunks.push(numbered.slice(at, at + CHUNK));
  // each instance starts at another chunk
  const first = parseInt(instanceId.slice(-6), 16) % chunks.length;
  const inTurn = [...chunks.slice(first), ...chunks.slice(0, first)];
  const claimAll = async (instant: number) => {
    let next = 0;
    const work = async () => {
      while (next < inTurn.length) await claim(inTurn[next++]!, instant);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    firings.noteClaims();
  };
  for (const instant of parameters.instants) {
    setTimeout(() => void claimAll(instant), instant - Date.now());
  }
  const results = await firings.results(reached);
  await pool.end();
  await database.close();
  return results;
}

function statements({ tables: { jobs, live, executions } }: CronDatabase): { lock: string; decide: string } {
  const columns = `id, job_id, application, environment, job_name, status, trigger, scheduled_at, instance_id, epoch, attempt,
    max_attempts, definition_version`;
  const values = `id, job_id, 'bench', 'bench', name, status, 'schedule', slot, $4::uuid, 1, 1, 1, 1`;
  return {
    lock: `select id, last_slot_at from ${jobs} where id = any($1::uuid[]) order by id for update`,
    decide: `
      with due as materialized (
        select t.*, j.name, j.overlap, j.paused_at is not null as paused,
          row_number() over (partition by t.job_id order by t.slot) n
        from (select job_id, to_timestamp($3::float8 / 1000)::timestamptz(3) as slot, id
              from unnest($1::uuid[], $2::uuid[]) as u(job_id, id)) t
          join ${jobs} j on j.id = t.job_id
        where t.slot > j.last_slot_at),
      decided as materialized (
        select d.*, case when paused then 'skipped' when overlap = 'allow' then 'running'
          when n > 1 or exists (select 1 from ${live} l where l.job_id = d.job_id)
            then case overlap when 'skip' then 'skipped' else 'pending' end
          else 'running' end status
        from due d),
      moved as (
        update ${jobs} j set last_slot_at = m.slot
        from (select job_id, max(slot) slot from decided group by 1) m where j.id = m.job_id),
      born as (
        insert into ${live} (${columns}, available_at, started_at)
        select ${values}, now(), now() from decided where status in ('running', 'pending')),
      ended as (
        insert into ${executions} (${columns}, kept, completed_at)
        select ${values}, 'short', now() from decided where status = 'skipped')
      select job_id, slot, id, status from decided`,
  };
}
