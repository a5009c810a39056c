import { createFaultDatabase } from './support/fault-database.js';
import { untilDecided, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { Fleet } from './support/fleet.js';
import { spreadOf } from './support/percentiles.js';
import { suiteLength } from './support/suite-length.js';

/** Instances, jobs that are all due each second, and for how many slots. */
const CASES = suiteLength<[number, number, number][]>({
  quick: [
    [2, 200, 15],
    [8, 1, 15],
  ],
  full: [
    [2, 1, 60],
    [2, 200, 60],
    [2, 1_000, 60],
    [8, 1, 60],
    [8, 200, 60],
    [8, 1_000, 60],
  ],
});

for (const [instances, jobs, slots] of CASES) {
  fault(
    'F1',
    `without any fault, ${instances} instances run every slot of ${jobs} jobs once`,
    async (figures) => {
      const database = await createFaultDatabase();
      const fleet = await Fleet.start(instances, {
        url: database.url,
        witnessUrl: database.url,
        // a machine that is too slow for it shows in the figures, not in slots that a policy gives up
        jobs: [
          {
            name: 'job',
            schedule: '* * * * * *',
            copies: jobs,
            options: { overlap: 'allow', misfire: 'all', catchUpWindow: '10m', maxCatchUp: 1_000 },
          },
        ],
      });
      try {
        const { first, last } = await windowOfSeconds(database, slots);
        await untilDecided(database, last);
        const { log } = fleet;
        await fleet.close();
        const { witness, ended } = await expectInvariants(database);
        const within = (slot: Date | null) => first <= +slot! && +slot! <= last;
        const began = witness.filter(({ what, slot }) => what === 'began' && within(slot));
        const runs = ended.filter(({ slot, status }) => within(slot) && status === 'completed');
        const [{ deadlocks }] = await database.query<{ deadlocks: number }>(
          'select deadlocks::integer from pg_stat_database where datname = current_database()',
        );
        const [claims, starts] = await Promise.all([
          database.query<{ ms: number }>(durations('created_at', 'started_at'), [new Date(first)]),
          database.query<{ ms: number }>(durations('scheduled_at', 'started_at'), [new Date(first)]),
        ]);
        const claim = spreadOf(claims.map(({ ms }) => ms));
        const late = spreadOf(starts.map(({ ms }) => ms));
        figures({
          slots: began.length,
          claim_p50_ms: claim.p50,
          claim_p99_ms: claim.p99,
          late_p50_ms: late.p50,
          late_p99_ms: late.p99,
          deadlocks,
        });
        expect([began.length, runs.length]).toEqual([jobs * slots, jobs * slots]);
        expect(deadlocks).toBe(0);
        expect(log).toBe('');
      } finally {
        await fleet.destroy();
        await database.drop();
      }
    },
  );
}

/** From one moment of an execution to another; its birth has the time at which its claim began. */
function durations(from: string, to: string): string {
  return `select extract(epoch from ${to} - ${from})::float8 * 1000 as ms
    from tracked_cron.cron_job_executions where scheduled_at >= $1 and status = 'completed'`;
}
