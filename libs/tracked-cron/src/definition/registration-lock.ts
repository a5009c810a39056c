import type pg from 'pg';
import type { JobScope } from './job-scope.js';

const REGISTRATION_LOCK = 0x74726b6a;

/** One at a time over all instances: whoever adds jobs, or decides something about all there are. Held until the commit. */
export async function lockRegistration(
  client: pg.PoolClient,
  { application, environment }: JobScope,
): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [
    REGISTRATION_LOCK,
    `${application}/${environment}`,
  ]);
}
