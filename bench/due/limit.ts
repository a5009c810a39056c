import 'reflect-metadata';
import pg from 'pg';
import { openRooms } from '../support/library-rooms.js';
import { Firings, type DueParameters, type Firing } from './firings.js';

const BATCH = 1_000;
const CONNECTIONS = 2;

/**
 * The least that a durable birth can cost: one timer, one insert into the live table a batch of 1,000, two at a time. No
 * watermark, no overlap, no definition to copy; nothing keeps a second instance from running the same slot, and no end is
 * ever written.
 */
export async function task(parameters: DueParameters, reached: (point: string) => void): Promise<Firing[]> {
  const firings = new Firings(parameters);
  const { clock, ids, database, jobs } = await openRooms(parameters.url, parameters.jobs);
  const pool = new pg.Pool({ connectionString: parameters.url, max: CONNECTIONS, options: '-c jit=off' });
  const instanceId = ids.next(clock.now());
  const claim = {
    name: 'claim',
    text: `
      insert into ${database.tables.live} (id, job_id, application, environment, job_name, status, trigger,
        scheduled_at, available_at, started_at, instance_id, epoch, attempt, max_attempts, definition_version)
      select id, job_id, 'bench', 'bench', 'job', 'running', 'schedule', to_timestamp($3::float8 / 1000), now(), now(), $4,
        1, 1, 1, 1
      from unnest($1::uuid[], $2::uuid[]) t(id, job_id)`,
  };

  const claimAll = async (instant: number) => {
    let next = 0;
    const work = async () => {
      while (next < jobs.length) {
        const first = next;
        const batch = jobs.slice(first, (next += BATCH));
        const executionIds = batch.map(() => ids.next(clock.now()));
        await pool.query({
          ...claim,
          values: [executionIds, batch.map(({ id }) => id), instant, instanceId],
        });
        batch.forEach((_, index) => void firings.handle(first + index));
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
  };
  for (const instant of parameters.instants) {
    setTimeout(() => void claimAll(instant), instant - Date.now());
  }
  const results = await firings.results(reached);
  await pool.end();
  await database.close();
  return results;
}
