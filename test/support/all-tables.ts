import { cronMonitorEntities } from '../../libs/cron-monitor/src/cron-monitor.entities.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';

/** The tables of all libraries. */
export const allTables = {
  ...trackedCronTables,
  entities: [...trackedCronTables.entities, ...cronMonitorEntities],
};
