import type pg from 'pg';
import type { SchemaTables } from '../database/schema-tables.js';

/**
 * Locks concurrency groups until the transaction ends, after the jobs' locks and in the order of their keys: whoever
 * gives a lane to a job of a group holds its lock, and counts in a statement that begins after it.
 */
export async function lockGroups(
  client: pg.PoolClient,
  { concurrencyGroups, jobs }: SchemaTables,
  jobIds: readonly string[],
): Promise<void> {
  await client.query(
    `select 1 from ${concurrencyGroups} g
     where (application, environment, key) in (
       select application, environment, concurrency_key from ${jobs}
       where id = any($1::uuid[]) and concurrency_key is not null)
     order by application, environment, key
     for update`,
    [jobIds],
  );
}

/**
 * How many lanes the jobs of each group hold: the text of a query.
 * @param keys the text of one that answers the keys in question
 */
export function crowds({ jobs, live }: SchemaTables, keys: string): string {
  return `
        select member.application, member.environment, member.concurrency_key, count(*) as lanes
        from ${jobs} member join ${live} lane on lane.job_id = member.id
        where member.concurrency_key in (${keys}) and lane.holds_lane
        group by member.application, member.environment, member.concurrency_key`;
}
