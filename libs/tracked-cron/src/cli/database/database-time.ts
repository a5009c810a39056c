import type { CronDatabase } from '../../database/cron-database.js';

/** The database's time, once: what is too old must not depend on the clock of whoever runs a command. */
export async function databaseTime({ writes }: Pick<CronDatabase, 'writes'>): Promise<{ now(): number }> {
  const { rows } = await writes.query<{ ms: number }>(
    'select extract(epoch from now())::float8 * 1000 as ms',
  );
  const ms = Math.floor(rows[0].ms);
  return { now: () => ms };
}
