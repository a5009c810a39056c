import 'reflect-metadata';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** The library's tables, without an application around them. */
export async function openDatabase(url: string): Promise<CronDatabase> {
  const database = new CronDatabase(resolveDatabaseOptions({ url }), trackedCronTables);
  await database.open();
  return database;
}
