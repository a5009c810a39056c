import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommandLine } from '../../libs/tracked-cron/src/cli/command-line.js';
import pg from 'pg';
import { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { PartitionKeeper } from '../../libs/tracked-cron/src/history/partition-keeper.js';
import { PARTITION_WIDTH_MS } from '../../libs/tracked-cron/src/history/partitions.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';
import { ChildInstance } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import { createTestDatabase } from '../support/test-database.js';
import { createWitness, readWitness } from '../support/witness.js';
import { fault } from './support/fault.js';

const RUNS = 5;

fault(
  'F29',
  'a role that may not create is told in time, and nothing stops when a partition is due',
  async (figures) => {
    const database = await createTestDatabase(null); // without partitions of today
    const folder = await mkdtemp(join(tmpdir(), 'tracked-cron-fault-'));
    const role = `r_${new URL(database.url).pathname.slice(3)}`;
    let instance: ChildInstance | undefined;
    const run = (...args: string[]) => {
      const said: string[] = [];
      const terminal = {
        folder,
        env: { DATABASE_URL: database.url },
        out: (text: string) => said.push(text),
        err: (text: string) => said.push(text),
      };
      return runCommandLine(args, terminal).then((code) => ({ code, said: said.join('\n') }));
    };
    const recorded = () =>
      database.query<{ id: string; place: string }>(
        'select id, tableoid::regclass::text as place from tracked_cron.cron_job_executions',
      );
    const ended = async (job: string) =>
      (await readWitness(database)).filter((row) => row.what === 'ended' && row.job === job);
    try {
      await createWitness(database);
      await database.query(`create role ${role} login password 'secret'`);
      await database.query(`grant insert on witness to ${role}`);
      // the owner was here ten weeks ago, for the last time
      const owner = new CronDatabase(resolveDatabaseOptions({ url: database.url }), trackedCronTables);
      await owner.open();
      const then = { now: () => Date.now() - 10 * PARTITION_WIDTH_MS };
      await new PartitionKeeper(owner, then).makeRoom({ weeks: 8, reserve: true });
      await owner.close();
      for (const statement of (await run('migrate', '--print', '--grant-to', role)).said.split(';\n')) {
        if (statement.startsWith('grant')) await database.query(statement);
      }

      const url = new URL(database.url);
      [url.username, url.password] = [role, 'secret'];
      instance = await ChildInstance.start(
        {
          url: url.href,
          witnessUrl: url.href,
          module: { database: { migrations: 'verify' } },
          jobs: [
            { name: 'second', schedule: '* * * * * *' },
            { name: 'overlapping', schedule: '* * * * * *', takesMs: 1_500 }, // its skipped slots need a place too
          ],
        },
        folder,
      );
      const warned =
        /Partitions of the history are made until [\d-]+, and a reserve until [\d-]+; this role may not make more. Run npx tracked-cron maintain/;
      await eventually(
        () => instance!.log,
        (log) => warned.test(log),
      );
      await eventually(
        () => ended('second'),
        ({ length }) => length >= RUNS,
      );
      const places = await eventually(recorded, ({ length }) => length >= RUNS);
      expect(places.filter(({ place }) => !place.includes('_reserve_'))).toEqual([]);
      figures({ in_reserve: places.length });

      // even that is gone: what runs may end, its end waits, and it is said
      const gone = await dropWhatIsThere(database.url);
      const told = instance.log.length;
      await eventually(
        () => instance!.log.slice(told),
        (log) => /There is no partition of the history/.test(log),
      );
      const waiting = await eventually(
        async () =>
          (await readWitness(database))
            .filter(({ what, execution_id }) => what === 'ended' && !gone.has(execution_id))
            .map(({ execution_id }) => execution_id),
        ({ length }) => length > 0,
      );

      const { code, said } = await run('maintain');
      expect(said).toMatch(/^made cron_job_executions_short_/m);
      expect(code).toBe(0);
      const asked = performance.now();
      await eventually(recorded, (rows) => {
        const ids = new Set(rows.map(({ id }) => id));
        return waiting.every((id) => ids.has(id));
      });
      figures({ waited: waiting.length, recorded_after_ms: Math.round(performance.now() - asked) });
      const before = (await ended('second')).length;
      const all = await eventually(
        () => ended('second'),
        ({ length }) => length > before + 1,
      );
      expect(new Set(all.map(({ slot }) => slot!.getTime())).size).toBe(all.length);
    } finally {
      await instance?.kill();
      await database.query(`drop owned by ${role}`);
      await database.query(`drop role ${role}`);
      await database.drop();
      await rm(folder, { recursive: true });
    }
  },
);

/** Takes every partition of the history away. @returns the executions that were in them */
async function dropWhatIsThere(url: string): Promise<Set<string>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table tracked_cron.cron_job_executions in access exclusive mode');
    const { rows } = await client.query<{ id: string }>('select id from tracked_cron.cron_job_executions');
    const { rows: partitions } = await client.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
       where c.relkind = 'r' and c.relname like 'cron_job_executions_%'`,
    );
    for (const { name } of partitions) await client.query(`drop table ${name}`);
    await client.query('commit');
    return new Set(rows.map(({ id }) => id));
  } finally {
    await client.end();
  }
}
