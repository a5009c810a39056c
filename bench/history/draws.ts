import type { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import type { Draw } from './queries.js';
import { seeded } from './seeded.js';
import { beginOf, type HistoryParameters } from './shape.js';

const SEED = 20_261_126;

/** Draws for one query: the same in each variant and run. */
export async function drawsFor(
  { dataSource }: Pick<CronDatabase, 'dataSource'>,
  parameters: HistoryParameters,
): Promise<() => Draw> {
  const rows: { id: string }[] = await dataSource.query(
    'select id from tracked_cron.cron_instances order by id',
  );
  const instances = rows.map(({ id }) => id);
  const begin = beginOf(parameters);
  return () => {
    const random = seeded(SEED);
    return {
      upTo: (count) => Math.floor(random() * count),
      instant: () => new Date(begin + Math.floor(random() * (parameters.now - begin))),
      instances,
    };
  };
}
