import { eventually } from '../support/eventually.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { LeaseWatch } from './support/lease-watch.js';

const TTL = 3_000;
const PATIENCE_MS = 30_000;
const jobs = [
  { name: 'short', schedule: '* * * * * *', takesMs: 50, options: { overlap: 'allow' } },
] as const;

fault(
  'F5',
  'an event loop that is blocked for two leases loses nothing and runs nothing twice',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(2, {
      url: database.url,
      witnessUrl: database.url,
      blockMs: 2 * TTL + 500,
      module: { leaseTtl: TTL },
      jobs,
    });
    try {
      const [blocked] = fleet.members;
      const watch = await LeaseWatch.of(database, blocked.pid);
      const id = await blocked.trigger('block');
      // shown while it lasts, and taken back afterwards
      const seen = async () => {
        const [{ ms }] = await database.query<{ ms: number | null }>(
          `select extract(epoch from now() - event_loop_blocked_since)::float8 * 1000 as ms
         from tracked_cron.cron_instances where pid = $1`,
          [blocked.pid],
        );
        return ms;
      };
      await eventually(seen, (ms) => ms !== null && ms > TTL, PATIENCE_MS);
      await eventually(seen, (ms) => ms === null, PATIENCE_MS);
      const [{ blockedMs }] = await eventually(
        () => blocked.told('instance.loop-blocked'),
        ({ length }) => length > 0,
        PATIENCE_MS,
      );
      const lease = await watch.end();
      figures({ longest_block_ms: blockedMs as number, lease_left_min_ms: lease.leastLeft });
      expect(blockedMs).toBeGreaterThan(2 * TTL);
      expect(blocked.log).toMatch(/The event loop was blocked for \d+(\.\d)? s/);
      expect(lease.leastLeft).toBeGreaterThan(0);
      await untilDatabaseTime(database, (await windowOfSeconds(database, 2)).last);
      await fleet.close();

      const { ended } = await expectInvariants(database);
      expect(ended.find((one) => one.id === id)).toMatchObject({ status: 'completed', epoch: 1 });
      expect(ended.filter(({ status }) => status === 'lost')).toEqual([]);
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);

fault(
  'F5',
  'one that stays blocked beyond loopStallLimit is given up, and starts over when it turns',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(2, {
      url: database.url,
      witnessUrl: database.url,
      blockMs: 5 * TTL,
      module: { leaseTtl: TTL, loopStallLimit: TTL },
      jobs,
    });
    try {
      const [blocked] = fleet.members;
      const blockedAt = performance.now();
      const id = await blocked.trigger('block');
      await eventually(
        () =>
          database.query<{ id: string }>('select id from tracked_cron.cron_job_executions where id = $1', [
            id,
          ]),
        ({ length }) => length > 0,
        PATIENCE_MS,
      );
      figures({ given_up_after_ms: Math.round(performance.now() - blockedAt) });
      expect(blocked.told('execution.ended').some(({ executionId }) => executionId === id)).toBe(false);
      await eventually(() => blocked.told('instance.joined').length > 0, Boolean, PATIENCE_MS);
      await untilDatabaseTime(database, (await windowOfSeconds(database, 2)).last);
      await fleet.close();

      const { ended } = await expectInvariants(database);
      expect(ended.find((one) => one.id === id)).toMatchObject({ status: 'lost', epoch: 2 });
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);
