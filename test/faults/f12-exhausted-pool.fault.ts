import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { LeaseWatch } from './support/lease-watch.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

const TTL = 3_000;
const slots = suiteLength({ quick: 10, full: 60 });

fault(
  'F12',
  'handlers that use up the connections of the application leave the lease its own',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL, drainTimeout: '1s' },
      jobs: [
        // ten a second, each for half a second, on two connections: the queue in front of them only grows
        {
          name: 'greedy',
          schedule: '* * * * * *',
          copies: 10,
          does: 'useAppPool',
          takesMs: 500,
          options: { overlap: 'allow' },
        },
        { name: 'steady', schedule: '* * * * * *' },
      ],
    });
    try {
      const { first, last } = await windowOfSeconds(database, slots);
      const watch = await LeaseWatch.of(database, fleet.members[0].pid);
      await untilDatabaseTime(database, last + 800);
      const lease = await watch.end();
      const [{ waiting }] = await database.query<{ waiting: number }>(
        "select count(*)::integer as waiting from tracked_cron.cron_job_live where job_name like 'greedy%'",
      );
      figures({ longest_beat_gap_ms: lease.longestGap, handlers_waiting: waiting });
      expect(waiting).toBeGreaterThan(slots * 3);
      expect(lease.leastLeft).toBeGreaterThan(0);
      expect(fleet.members[0].told('instance.lease-lost')).toEqual([]);
      await fleet.close();

      const { ended, jobs } = await expectInvariants(database);
      const steady = jobs.find(({ name }) => name === 'steady')!;
      const runs = await database.query<{ ms: number }>(
        `select extract(epoch from started_at - scheduled_at)::float8 * 1000 as ms
       from tracked_cron.cron_job_executions where job_id = $1 and status = 'completed'`,
        [steady.id],
      );
      figures({ late_p99_ms: spreadOf(runs.map(({ ms }) => ms)).p99 });
      const due = ended.filter(
        ({ job_id, slot }) => job_id === steady.id && first <= +slot! && +slot! <= last,
      );
      expect(due.map(({ status }) => status)).toEqual(Array.from({ length: slots }, () => 'completed'));
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);
