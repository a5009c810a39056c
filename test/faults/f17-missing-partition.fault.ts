import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildInstance } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { fault } from './support/fault.js';

fault(
  'F17',
  'a partition that is missing is made on the spot, and what needed it is written once',
  async (figures) => {
    const database = await createTestDatabase();
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
    await createWitness(database);
    const instance = await ChildInstance.start(
      {
        url: database.url,
        witnessUrl: database.url,
        jobs: [
          { name: 'second', schedule: '* * * * * *' },
          { name: 'overlapping', schedule: '* * * * * *', takesMs: 1_500 }, // the claim itself writes what it skips
        ],
      },
      folder,
    );
    const partitions = async () => {
      const rows = await database.query<{ name: string }>(
        `select c.oid::regclass::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where c.relkind = 'r' and c.relname like 'cron_job_executions_%'`,
      );
      return rows.map(({ name }) => name);
    };
    const recorded = (jobName: string, since: Date) =>
      database.query<{ slot: Date; status: string }>(
        `select scheduled_at as slot, status from tracked_cron.cron_job_executions
       where job_name = $1 and scheduled_at > $2 order by 1`,
        [jobName, since],
      );
    try {
      await eventually(
        () => readWitness(database),
        ({ length }) => length > 0,
      );
      const there = await partitions();
      await database.query(`drop table ${there.join(', ')}`);
      const since = new Date();
      expect(await eventually(partitions, ({ length }) => length === there.length)).toEqual(
        expect.arrayContaining(there),
      );
      figures({ made_after_ms: Date.now() - since.getTime() });
      const seconds = 5;
      await eventually(
        () => recorded('second', since),
        ({ length }) => length >= seconds,
      );
      await eventually(
        () => recorded('overlapping', since),
        ({ length }) => length >= seconds,
      );
      for (const job of ['second', 'overlapping']) {
        const slots = (await recorded(job, since)).map(({ slot }) => slot.getTime());
        // none left out, none twice
        expect(slots).toEqual(slots.map((_, index) => slots[0] + index * 1_000));
      }
      const skipped = (await recorded('overlapping', since)).filter(({ status }) => status === 'skipped');
      expect(skipped.length).toBeGreaterThan(0);
    } finally {
      await instance.kill();
      await database.drop();
      await rm(folder, { recursive: true });
    }
  },
);
