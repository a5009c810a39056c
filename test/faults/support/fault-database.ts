import { CronDatabase } from '../../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../../libs/tracked-cron/src/database/database.options.js';
import { trackedCronTables } from '../../../libs/tracked-cron/src/tracked-cron.entities.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { createWitness } from '../../support/witness.js';
import { installAudit } from './audit.js';

/** A database with the library's tables, a witness for handlers, and an audit of what becomes of executions. */
export async function createFaultDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await prepareForFaults(database);
  return database;
}

/** The same for a database that is there already: one of a PostgreSQL that a fault may kill. */
export async function prepareForFaults(database: Pick<TestDatabase, 'url' | 'query'>): Promise<void> {
  await prepareTables(database);
  await createWitness(database);
}

/** The library's tables and the audit alone, where the witness is kept on another server. */
export async function prepareTables(database: Pick<TestDatabase, 'url' | 'query'>): Promise<void> {
  const library = new CronDatabase(resolveDatabaseOptions({ url: database.url }), trackedCronTables);
  try {
    await library.open();
  } finally {
    await library.close();
  }
  await installAudit(database);
}
