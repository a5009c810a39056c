import type { CronDatabase } from '../../database/cron-database.js';
import { runtimeGrants } from './runtime-grants.js';
import { PartitionKeeper } from '../../history/partition-keeper.js';
import type { Terminal } from '../terminal.js';
import { databaseTime } from './database-time.js';
import type { DatabaseTarget } from './database-target.js';
import { MAINTAINED_ROOM } from './maintain-database.js';
import { databaseTrouble } from './with-database.js';

/** What `tracked-cron migrate` was asked for. */
export interface MigrateOrder {
  readonly target: DatabaseTarget;
  readonly grantTo: string | undefined;
  readonly terminal: Pick<Terminal, 'out'>;
}

/** @returns whether the schema is up to date */
export async function checkMigrations(
  database: CronDatabase,
  { target, terminal }: MigrateOrder,
): Promise<boolean> {
  const { names } = await pending(database, target);
  terminal.out(
    names.length === 0
      ? `Schema "${target.schema}" is up to date.`
      : `Schema "${target.schema}" lacks ${names.join(', ')}: run tracked-cron migrate.`,
  );
  return names.length === 0;
}

/** Prints a script that does what {@link migrate} would, as far as it can be told before. */
export async function printMigrations(
  database: CronDatabase,
  { target, grantTo, terminal }: MigrateOrder,
): Promise<void> {
  const { sql } = await pending(database, target);
  if (sql !== '') terminal.out(sql);
  const keeper = new PartitionKeeper(database, await databaseTime(database));
  const statements = [
    ...(await keeper.sqlToMakeRoom(MAINTAINED_ROOM)),
    ...(grantTo === undefined ? [] : runtimeGrants(target.schema, grantTo)),
  ];
  terminal.out(
    statements.length === 0 && sql === ''
      ? '-- nothing to do'
      : statements.map((statement) => `${statement};`).join('\n'),
  );
}

export async function migrate(
  database: CronDatabase,
  { target, grantTo, terminal }: MigrateOrder,
): Promise<void> {
  const { names } = await pending(database, target);
  try {
    await database.open();
    const keeper = new PartitionKeeper(database, await databaseTime(database));
    const made = await keeper.makeRoom(MAINTAINED_ROOM);
    const grants = grantTo === undefined ? [] : runtimeGrants(target.schema, grantTo);
    for (const grant of grants) await database.writes.query(grant);
    terminal.out(
      names.length === 0
        ? `Schema "${target.schema}" is up to date.`
        : `Schema "${target.schema}": ran ${names.join(', ')}.`,
    );
    terminal.out(`${made.length} partitions made.`);
    if (grantTo !== undefined) terminal.out(`"${grantTo}" may run jobs.`);
  } catch (error) {
    throw databaseTrouble(error, target.url);
  }
}

async function pending(database: CronDatabase, { url }: DatabaseTarget) {
  try {
    return await database.pending();
  } catch (error) {
    throw databaseTrouble(error, url);
  }
}
