import 'reflect-metadata';
import pg from 'pg';
import { openRooms } from '../support/library-rooms.js';
import { rateOf, type Rate, type RecordParameters } from './rate.js';

const BATCH = 1_000;

/**
 * The least that durable births and durable ends on the library's tables can cost: two statements a batch of 1,000, which
 * carry nothing but ids, epochs and times; no promise, no handler, no epoch to check against anybody.
 */
export async function task(parameters: RecordParameters): Promise<Rate[]> {
  const { clock, ids, database, jobs } = await openRooms(parameters.url, 1);
  const { live, executions } = database.tables;
  const connections = parameters.connections!;
  const pool = new pg.Pool({ connectionString: parameters.url, max: connections, options: '-c jit=off' });
  const instanceId = ids.next(clock.now());
  const birth = {
    name: 'birth',
    text: `
      insert into ${live} (id, job_id, application, environment, job_name, status, trigger, available_at, started_at,
        instance_id, epoch, attempt, max_attempts, definition_version)
      select id, $2, 'bench', 'bench', 'job0', 'running', 'manual', now(), now(), $3, 1, 1, 1, 1
      from unnest($1::uuid[]) t(id)`,
  };
  const shared = `id, job_id, application, environment, job_name, trigger, started_at, instance_id, epoch, attempt,
    max_attempts, definition_version, created_at`;
  const end = {
    name: 'end',
    text: `
      with gone as (
        delete from ${live} l using unnest($1::uuid[], $2::float8[]) t(id, completed_at) where l.id = t.id
        returning l.*, to_timestamp(t.completed_at / 1000) as completed_at)
      insert into ${executions} (${shared}, status, kept, completed_at, duration_ms)
      select ${shared}, 'completed', 'short', completed_at, 0.1 from gone`,
  };
  const rate = await rateOf(connections, parameters, async () => {
    const batch = Array.from({ length: BATCH }, () => ids.next(clock.now()));
    await pool.query({ ...birth, values: [batch, jobs[0].id, instanceId] });
    await pool.query({ ...end, values: [batch, batch.map(() => clock.now())] });
    return BATCH;
  });
  await pool.end();
  await database.close();
  return [{ ...rate, inFlight: connections * BATCH }];
}
