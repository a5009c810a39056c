import fc from 'fast-check';
import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import { breakTransactions, type Fault } from '../../../../test/support/faulty-pool.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';

const MEMBERS = 3;
const MINUTE = 60_000;

const policy: fc.Arbitrary<TrackedCronJobOptions> = fc.oneof(
  fc.record({
    overlap: fc.constantFrom('skip', 'allow'),
    misfire: fc.constantFrom('latest', 'skip'),
    catchUpWindow: fc.constantFrom('1m', '5m', '1h'),
  }),
  fc.record({
    overlap: fc.constant('allow' as const),
    misfire: fc.constant('all' as const),
    catchUpWindow: fc.constantFrom('2m', '1h'),
    maxCatchUp: fc.integer({ min: 1, max: 5 }),
  }),
);
const job = fc.record({ schedule: fc.constantFrom('* * * * *', '@every 90s', '*/7 * * * *'), policy });

const fault = fc.constantFrom<Fault>(
  'none',
  'none',
  'none',
  'before decision',
  'before commit',
  'after commit',
  'commit on its way',
);
const claim = fc.record({ member: fc.nat(MEMBERS - 1), fault });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.array(claim, { minLength: 1, maxLength: 4 }).map((claims) => ({ claims })) },
  {
    weight: 3,
    arbitrary: fc.record({
      minutes: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constant(150)),
      // clocks differ: only some may have heard yet
      who: fc.subarray([0, 1, 2], { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ pause: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ end: true as const }) },
);

interface Decided {
  readonly slot: number;
  readonly id: string;
  readonly status: string;
  readonly owner: string;
}

describe('the watermark', () => {
  let cluster: Cluster;
  let members: Member[];
  const faults = new Map<Member, Fault[]>();

  beforeAll(async () => {
    cluster = await Cluster.open();
    members = await cluster.members(MEMBERS);
    for (const member of members) {
      faults.set(member, []);
      breakTransactions(member.database.writes, () => faults.get(member)!.shift() ?? 'none');
    }
  });
  afterAll(() => cluster.close());

  let run = 0;

  it('leaves each slot below it with one outcome and none above it, whatever breaks in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 1, maxLength: 3 }),
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async (definitions, steps) => {
          run += 1;
          for (const member of members) {
            member.engine.started.length = 0;
            catchUp(member);
          }
          const jobs: RegisteredJob[][] = [];
          for (const member of members) {
            jobs.push(
              await Promise.all(
                definitions.map(({ schedule, policy }, n) =>
                  member.define(`run-${run}-${n}`, schedule, policy),
                ),
              ),
            );
          }
          const ids = jobs[0].map(({ id }) => id);
          let watermarks = await readWatermarks(ids);
          for (const one of steps) {
            if ('claims' in one) await claimAll(one.claims, jobs);
            if ('minutes' in one) for (const who of one.who) members[who].clock.advance(one.minutes * MINUTE);
            if ('pause' in one) await pause(ids, one.pause);
            if ('end' in one) await endAll();
            watermarks = await expectRisen(watermarks, ids);
          }
          // nothing breaks any more, and everybody comes to see everything
          for (const member of members) catchUp(member);
          for (const [nth, member] of members.entries())
            expect((await member.claim(...jobs[nth])).failed).toEqual([]);
          await expectRisen(watermarks, ids);
          for (const one of jobs[0]) await expectOneOutcomeEach(one);
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  /** To the time of the one who is furthest. */
  function catchUp(member: Member): void {
    member.clock.advance(Math.max(...members.map(({ clock }) => clock.now())) - member.clock.now());
  }

  async function claimAll(
    claims: { member: number; fault: Fault }[],
    jobs: RegisteredJob[][],
  ): Promise<void> {
    await Promise.all(
      claims.map(({ member: nth, fault }) => {
        faults.get(members[nth])!.push(fault);
        return members[nth].claim(...jobs[nth]);
      }),
    );
    for (const left of faults.values()) left.length = 0;
  }

  async function pause(ids: string[], paused: boolean): Promise<void> {
    await cluster.query(
      'update tracked_cron.cron_jobs set paused_at = case when $2 then now() end where id = any($1)',
      [ids, paused],
    );
  }

  async function endAll(): Promise<void> {
    for (const member of members) await member.end(...member.engine.started);
  }

  async function readWatermarks(ids: string[]): Promise<number[]> {
    const rows = await cluster.query<{ at: Date }>(
      'select last_slot_at as at from tracked_cron.cron_jobs where id = any($1) order by id',
      [ids],
    );
    return rows.map(({ at }) => at.getTime());
  }

  async function expectRisen(before: number[], ids: string[]): Promise<number[]> {
    const now = await readWatermarks(ids);
    now.forEach((watermark, nth) => expect(watermark).toBeGreaterThanOrEqual(before[nth]));
    return now;
  }

  async function expectOneOutcomeEach({ id, definition, lastSlotAt }: RegisteredJob): Promise<void> {
    const [watermark] = await readWatermarks([id]);
    const decided = await cluster.query<Decided>(
      `select extract(epoch from scheduled_at)::float8 * 1000 as slot, id, status, instance_id as owner
       from tracked_cron.cron_job_executions_all where job_id = $1`,
      [id],
    );
    const ranges = await cluster.query<{ from: number; to: number; count: number }>(
      `select extract(epoch from from_slot)::float8 * 1000 as from, extract(epoch from to_slot)::float8 * 1000 as to, count
       from tracked_cron.cron_job_slot_ranges where job_id = $1`,
      [id],
    );
    const counted = ranges.flatMap(({ from, to, count }) => {
      const slots = [...definition.schedule.slotsBetween(from - 1, to)];
      expect(slots).toHaveLength(count);
      return slots;
    });
    const outcomes = [...decided.map(({ slot }) => slot), ...counted].sort((a, b) => a - b);
    expect(outcomes).toEqual([...definition.schedule.slotsBetween(Math.max(lastSlotAt, START), watermark)]);

    const started = members.flatMap((member) =>
      member.engine.started
        .filter(({ job }) => job.id === id)
        .map((one) => `${one.id} ${member.identity.id}`),
    );
    const born = decided.filter(({ status }) => status === 'running' || status === 'completed');
    expect(started.sort()).toEqual(born.map((one) => `${one.id} ${one.owner}`).sort());
  }
});
