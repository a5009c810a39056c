import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import { untilDatabaseTime } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';

const TTL = 3_000;
const FOUND_WITHIN_MS = TTL + 5_000;
/** How long pm2 waits between SIGINT and SIGKILL, unless it is told otherwise. */
const PM2_KILL_TIMEOUT_MS = 1_600;
const manual = { schedule: '@never' } as const;

fault(
  'F30',
  'a process manager that kills too early is warned of at boot, and what it kills is dealt with as its job says',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL },
      env: { pm_id: '0' },
      jobs: [
        { ...manual, name: 'short', takesMs: 800 },
        { ...manual, name: 'fails', takesMs: 6_000 },
        {
          ...manual,
          name: 'retries',
          takesMs: 6_000,
          options: { onLost: 'retry', retryPolicy: { maxAttempts: 2 } },
        },
      ],
    });
    try {
      const [killed] = fleet.members;
      await eventually(() => /pm2 kills this process 1\.6 s after/.test(killed.log), Boolean, 20_000);
      expect(killed.log).toContain('kill_timeout: 20000');
      await fleet.add();
      const [short, fails, retries] = [
        await killed.trigger('short'),
        await killed.trigger('fails'),
        await killed.trigger('retries'),
      ];
      await eventually(
        () => database.query("select 1 from witness where what = 'began'"),
        ({ length }) => length === 3,
      );
      killed.signal('SIGINT');
      await pause(PM2_KILL_TIMEOUT_MS);
      const { at } = await fleet.kill(killed);
      await eventually(
        () => database.query('select 1 from tracked_cron.cron_job_executions where id = $1', [retries]),
        ({ length }) => length === 1,
        FOUND_WITHIN_MS + 20_000,
      );
      await untilDatabaseTime(database, at + FOUND_WITHIN_MS);
      await fleet.close();

      const { ended, attempts } = await expectInvariants(database);
      const status = (id: string) => ended.find((one) => one.id === id)?.status;
      expect([status(short), status(fails), status(retries)]).toEqual(['completed', 'lost', 'completed']);
      const lost = ended.find(({ id }) => id === fails)!;
      figures({ detection_ms: lost.completed_at!.getTime() - at });
      expect(lost.completed_at!.getTime() - at).toBeLessThan(FOUND_WITHIN_MS);
      expect(attempts).toMatchObject([{ execution_id: retries, attempt: 1, failure: 'lost' }]);
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);
