import type { CronDatabase } from '../../database/cron-database.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { ScopeTarget } from './database-target.js';

/**
 * Makes sure that there is something recorded of this application and environment: who looks from a shell of their own
 * rarely has the `NODE_ENV` of the server.
 * @throws TrackedCronError `UNKNOWN_SCOPE`, with what there is
 */
export async function checkScope(
  database: Pick<CronDatabase, 'writes' | 'tables'>,
  { application, environment }: ScopeTarget,
): Promise<void> {
  const { rows } = await database.writes.query<ScopeTarget>(
    `select distinct application, environment from ${database.tables.jobs} order by 1, 2`,
  );
  if (rows.some((row) => row.application === application && row.environment === environment)) return;
  const known = rows.map((row) => `--application ${row.application} --environment ${row.environment}`);
  throw new TrackedCronError(
    'UNKNOWN_SCOPE',
    `There are no jobs of "${application}" in environment "${environment}"` +
      (known.length === 0
        ? `, nor of any other, in schema "${database.tables.schema}": has the application been started with this database?`
        : `: write ${known.join(', or ')}.`),
    { application, environment, known: rows },
  );
}
