import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { LeaseWatch } from './support/lease-watch.js';

const TTL = 3_000;
/** A beat is a third of the lease; the rest is a busy machine's. */
const TAKEN_WITHIN_MS = 4_000;
/** Our sessions give up a lock after 10 s. */
const TOLD_WITHIN_MS = 10_000 + TTL + 5_000;

fault(
  'F31',
  'while a sweep hangs everything else goes on; it is told, and the next one finds what there is',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL, labels: ['gpu'] },
      jobs: [
        { name: 'steady', schedule: '* * * * * *', options: { overlap: 'allow' } },
        { name: 'labelled', schedule: '@never', options: { runsOn: 'gpu' } },
        { name: 'long', schedule: '@never', takesMs: 60_000 },
      ],
    });
    const somebody = new pg.Client(database.url);
    await somebody.connect();
    try {
      const [survivor] = fleet.members;
      const [killed, unlabelled] = [await fleet.add(), await fleet.add({ module: { leaseTtl: TTL } })];
      const lost = await killed.trigger('long');
      const { first } = await windowOfSeconds(database, 1);
      const watch = await LeaseWatch.of(database, survivor.pid);
      // what is lost can't be written down; what goes well can
      await somebody.query('begin; lock table tracked_cron.cron_job_executions_long in share mode');
      await fleet.kill(killed);
      await eventually(
        () => database.query("select 1 from pg_locks where not granted and mode = 'RowExclusiveLock'"),
        ({ length }) => length > 0,
        TTL + 10_000,
      );

      // somebody else has to take it, and hears of it with a beat
      const asked = performance.now();
      const labelled = await unlabelled.trigger('labelled');
      await eventually(
        () => survivor.told('execution.ended').some(({ executionId }) => executionId === labelled),
        Boolean,
        TOLD_WITHIN_MS,
      );
      const takenAfter = Math.round(performance.now() - asked);
      figures({ taken_while_it_hangs_after_ms: takenAfter });
      expect(takenAfter).toBeLessThan(TAKEN_WITHIN_MS);
      await eventually(
        () => /Lost executions can't be looked for \(.*lock timeout/.test(fleet.log),
        Boolean,
        TOLD_WITHIN_MS,
      );
      const lease = await watch.end();
      figures({ lease_left_min_ms: lease.leastLeft });
      expect(lease.leastLeft).toBeGreaterThan(0);

      await somebody.query('commit');
      const freed = performance.now();
      await eventually(
        () => database.query('select 1 from tracked_cron.cron_job_executions where id = $1', [lost]),
        ({ length }) => length === 1,
        TTL + 10_000,
      );
      figures({ found_after_ms: Math.round(performance.now() - freed) });
      const { last } = await windowOfSeconds(database, 2);
      await untilDatabaseTime(database, last + 500);
      await fleet.close();

      const { ended, jobs } = await expectInvariants(database);
      expect(ended.find(({ id }) => id === lost)!.status).toBe('lost');
      const steady = jobs.find(({ name }) => name === 'steady')!;
      const due = ended.filter(
        ({ job_id, slot }) => job_id === steady.id && first <= +slot! && +slot! <= last,
      );
      expect(due.map(({ status }) => status)).toEqual(
        Array.from({ length: (last - first) / 1_000 + 1 }, () => 'completed'),
      );
    } finally {
      await somebody.end();
      await fleet.destroy();
      await database.drop();
    }
  },
);
