import { ChildInstance } from '../support/child-instance.js';
import { untilDatabaseTime, windowOfSeconds } from './support/database-time.js';
import { expectInvariants } from './support/expect-invariants.js';
import { fault } from './support/fault.js';
import { createFaultDatabase } from './support/fault-database.js';
import { Fleet } from './support/fleet.js';
import { suiteLength } from './support/suite-length.js';

const HOURS = 3_600_000;
const CLOCKS = [
  { byMs: 10_000 },
  { byMs: -10_000 },
  { byMs: 2 * HOURS },
  { byMs: -2 * HOURS },
  // ten times what the worst quartz does
  { byMs: 0, drift: 0.001 },
  { byMs: 0, drift: -0.001 },
];
/** Database time is known to within half a round trip, which is long where all processors are busy; a slot may be that early. */
const EARLY_AT_MOST_MS = 100;
/** A machine that is busy for a second must not look like a clock that is wrong. */
const LATE_RATHER_THAN_MISSED = { overlap: 'allow', misfire: 'all', catchUpWindow: '1m' } as const;
const slots = suiteLength({ quick: 12, full: 60 });

fault(
  'F13',
  'with clocks off by up to two hours, and drifting, every slot runs once and none early',
  async (figures) => {
    const database = await createFaultDatabase();
    const fleet = await Fleet.start(1, {
      url: database.url,
      witnessUrl: database.url,
      jobs: [
        { name: 'once', schedule: '* * * * * *', options: LATE_RATHER_THAN_MISSED },
        {
          name: 'everywhere',
          schedule: '* * * * * *',
          options: { ...LATE_RATHER_THAN_MISSED, scope: 'instance' },
        },
      ],
    });
    try {
      await Promise.all(CLOCKS.map((clock) => fleet.add({ clock })));
      const pids = fleet.members.map(({ pid }) => pid);
      const stepping: ChildInstance = fleet.members[0];
      const { first, last } = await windowOfSeconds(database, slots);
      const step = async (atShare: number, byMs: number) => {
        await untilDatabaseTime(database, first + (last - first) * atShare);
        stepping.shiftClock({ byMs });
      };
      await step(0.25, 2 * HOURS);
      await step(0.5, 0);
      await step(0.75, -2 * HOURS);
      await untilDatabaseTime(database, last + 1_500);
      await fleet.close();

      const { witness, ended, jobs } = await expectInvariants(database);
      const began = witness.filter(({ what }) => what === 'began');
      const earliest = Math.max(...began.map(({ slot, at }) => slot!.getTime() - at.getTime()));
      const latest = Math.max(...began.map(({ slot, at }) => at.getTime() - slot!.getTime()));
      figures({ runs: began.length, earliest_ms: Math.max(0, earliest), latest_ms: latest });
      expect(earliest).toBeLessThan(EARLY_AT_MOST_MS);
      const within = (slot: Date) => first <= +slot && +slot <= last;
      const due = Array.from({ length: slots }, (_, n) => first + n * 1_000);
      const slotsRun = (job: string, pid?: number) =>
        began
          .filter((row) => row.job === job && within(row.slot!) && (pid === undefined || row.pid === pid))
          .map(({ slot }) => slot!.getTime())
          .sort();
      expect(slotsRun('once')).toEqual(due);
      for (const pid of pids) expect(slotsRun('everywhere', pid)).toEqual(due);
      const everywhere = jobs.find(({ name }) => name === 'everywhere')!;
      expect(ended.filter(({ job_id, status }) => job_id === everywhere.id && status === 'missed')).toEqual(
        [],
      );
    } finally {
      await fleet.destroy();
      await database.drop();
    }
  },
);
