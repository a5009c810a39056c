import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { PARTITION_WIDTH_MS } from '../../libs/tracked-cron/src/history/partitions.js';
import { RetentionKeeper } from '../../libs/tracked-cron/src/history/retention-keeper.js';
import { UuidV7Generator } from '../../libs/tracked-cron/src/id-generator.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';
import { createTestDatabase } from '../support/test-database.js';
import { fault } from './support/fault.js';

const LOCK_TIMEOUT_MS = 1_000;
const LONG_AGO_MS = 40 * PARTITION_WIDTH_MS;

for (const pooler of ['none', 'transaction'] as const) {
  const way = pooler === 'none' ? '' : ', through a transaction pooler too';
  fault(
    'F18',
    `nobody who writes waits for retention longer than its lock timeout${way}`,
    async (figures) => {
      const raw = await createTestDatabase();
      const database = new CronDatabase(resolveDatabaseOptions({ url: raw.url, pooler }), trackedCronTables);
      const reader = new pg.Client(raw.url);
      const writer = new pg.Client(raw.url);
      try {
        await Promise.all([database.open(), reader.connect(), writer.connect()]);
        await new PartitionKeeper(database, { now: () => Date.now() - LONG_AGO_MS }).runOnce();
        await new PartitionKeeper(database, { now: () => Date.now() }).runOnce();
        const ids = new UuidV7Generator();
        const insert = async (at: number) => {
          const asked = performance.now();
          await writer.query(
            `insert into tracked_cron.cron_job_executions (id, job_id, application, environment, job_name, status, trigger,
             epoch, attempt, max_attempts, definition_version, kept, completed_at)
           values ($1, $1, 'a', 'e', 'j', 'completed', 'manual', 1, 1, 1, 1, 'short', now())`,
            [ids.next(at)],
          );
          return performance.now() - asked;
        };
        await insert(Date.now() - LONG_AGO_MS);

        await reader.query('begin');
        await reader.query('select count(*) from tracked_cron.cron_job_executions');
        let longest = 0;
        let writing = true;
        const writes = (async () => {
          for (; writing; await pause(2)) longest = Math.max(longest, await insert(Date.now()));
        })();
        const keeper = new RetentionKeeper(database, { now: () => Date.now() });
        const beside = await keeper.runOnce();
        writing = false;
        await writes;
        figures({ blocked_ms: Math.round(longest), put_off: beside.notNow.length });
        expect(beside.notNow.length).toBeGreaterThan(0);
        expect(longest).toBeLessThan(LOCK_TIMEOUT_MS + 500);

        await reader.query('commit');
        const after = await keeper.runOnce();
        expect(after.notNow).toEqual([]);
        expect(after.dropped).toEqual(expect.arrayContaining([...beside.notNow]));
        const [{ old }] = await raw.query<{ old: number }>(
          'select count(*)::int as old from tracked_cron.cron_job_executions where id < $1',
          [new UuidV7Generator().next(Date.now() - LONG_AGO_MS / 2)],
        );
        expect(old).toBe(0);
      } finally {
        await Promise.allSettled([reader.end(), writer.end(), database.close()]);
        await raw.drop();
      }
    },
  );
}
