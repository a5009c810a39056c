import { ChildInstance } from '../support/child-instance.js';
import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/test-database.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { LeaseWatch } from './support/lease-watch.js';

const DRAIN_MS = 10_000;
const TTL = 3_000;
const seconds = [1, 2, 5, 8, 12, 20];

fault(
  'F3',
  'a process that is told to stop claims nothing more and writes everything down',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      module: { leaseTtl: TTL, drainTimeout: DRAIN_MS },
      jobs: [
        ...seconds.map((s) => ({
          name: `takes-${s}`,
          schedule: '* * * * * *',
          takesMs: s * 1_000,
          options: { overlap: 'allow' } as const,
        })),
        { name: 'stubborn', schedule: '@never', takesMs: 20_000, does: 'ignoreSignal' },
      ],
    });
    try {
      const stopped = fleet.members[0];
      await stopped.trigger('stubborn');
      const { last } = await windowOfSeconds(database, 2);
      await untilDatabaseTime(database, last + 500);
      await fleet.add(); // who stays claims what the other one no longer does
      const watch = await LeaseWatch.of(database, stopped.pid);
      const { at, claimed } = await lastClaim(database, stopped, () => stopped.signal('SIGTERM'));
      const asked = performance.now();
      fleet.forget(stopped);
      const code = await stopped.exit();
      const drain = Math.round(performance.now() - asked);
      const lease = await watch.end();
      figures({ drain_ms: drain, in_flight: claimed, lease_left_min_ms: lease.leastLeft });
      await fleet.close();

      const record = await expectInvariants(database);
      const own = new Set(record.instances.filter(({ pid }) => pid === stopped.pid).map(({ id }) => id));
      const born = await database.query<{ id: string }>(
        `select id from tracked_cron.cron_job_executions
       where instance_id = any($1) and trigger = 'schedule' and status <> 'skipped' and created_at > $2`,
        [[...own], at],
      );
      expect(born).toEqual([]);
      expect(code).toBe(0);
      expect(drain).toBeLessThan(DRAIN_MS + 5_000);
      expect(lease.leastLeft).toBeGreaterThan(0);

      const its = new Map(
        record.ended.filter(({ instance_id }) => own.has(instance_id!)).map((one) => [one.id, one]),
      );
      const howMany = (status: string) => [...its.values()].filter((one) => one.status === status).length;
      figures({ completed: howMany('completed'), cancelled: howMany('cancelled') });
      expect(new Set([...its.values()].map(({ status, reason }) => reason ?? status))).toEqual(
        new Set(['completed', 'shutdown']),
      );
      // each handler that came to an end is on record as what it was
      for (const { execution_id, what, pid } of record.witness) {
        if (pid !== stopped.pid || what === 'began') continue;
        expect(its.get(execution_id)!.status).toBe(what === 'ended' ? 'completed' : 'cancelled');
      }
      expect(record.instances.find(({ pid }) => pid === stopped.pid)!.stopped_at).not.toBeNull();
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);

/** Signals between two slots, so that no claim is on its way, and says when that was by the database's clock. */
async function lastClaim(
  database: TestDatabase,
  { pid }: ChildInstance,
  signal: () => void,
): Promise<{ at: Date; claimed: number }> {
  const { first } = await windowOfSeconds(database, 1, 0);
  await untilDatabaseTime(database, first + 500);
  const [found] = await eventually(() =>
    database.query<{ at: Date; claimed: number }>(
      `select clock_timestamp() as at, count(*)::integer as claimed
       from tracked_cron.cron_job_live l join tracked_cron.cron_instances i on i.id = l.instance_id where i.pid = $1`,
      [pid],
    ),
  );
  signal();
  return found;
}
