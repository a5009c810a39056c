import { DataSource, type EntityTarget, type MigrationInterface } from 'typeorm';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { MIGRATIONS_TABLE } from './schema-tables.js';
import { sessionSettings, type ConnectionRole } from './session-settings.js';
import { driver } from './driver.js';

/** What the data source holds; named by the library's root, because entities lie in the rooms that write them. */
export interface DataSourceContents {
  entities: EntityTarget<object>[];
  migrations: (new () => MigrationInterface)[];
}

/**
 * The library's own TypeORM data source: own small pool, own schema, own migrations table, so that a host's
 * busy or synchronised data source can't hurt it, nor the reverse.
 */
export function createDataSource(
  database: Pick<ResolvedDatabaseOptions, 'url' | 'schema' | 'pooler'>,
  contents: DataSourceContents,
  limits: { role: ConnectionRole; poolSize: number; statementTimeout: number },
): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: driver(), // ours, whichever copy lies nearest to the host's TypeORM, or none
    url: database.url,
    schema: database.schema,
    entities: contents.entities as never[],
    migrations: contents.migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize: limits.poolSize,
    extra: sessionSettings(limits.role, limits.statementTimeout, database.pooler),
    // a lost idle connection is replaced by the pool; the query that needs one reports the trouble
    poolErrorHandler: () => {},
    logging: false,
  });
}
