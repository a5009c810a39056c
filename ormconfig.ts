import { cronMonitorEntities } from './libs/cron-monitor/src/cron-monitor.entities.js';
import { createDataSource } from './libs/tracked-cron/src/database/data-source.js';
import { resolveDatabaseOptions } from './libs/tracked-cron/src/database/database.options.js';
import { trackedCronTables } from './libs/tracked-cron/src/tracked-cron.entities.js';

/**
 * The library's data source for TypeORM's command line:
 * `DATABASE_URL=postgres://… npx typeorm migration:run -d node_modules/nestjs-tracked-cron/dist/esm/ormconfig.js`.
 * `TRACKED_CRON_SCHEMA` names the schema (default `tracked_cron`); it must exist.
 */
export default createDataSource(
  resolveDatabaseOptions({
    url: process.env.DATABASE_URL ?? 'postgres://localhost:5432/postgres',
    schema: process.env.TRACKED_CRON_SCHEMA,
  }),
  { ...trackedCronTables, entities: [...trackedCronTables.entities, ...cronMonitorEntities] },
  { role: 'migrate', poolSize: 2, statementTimeout: 0 },
);
