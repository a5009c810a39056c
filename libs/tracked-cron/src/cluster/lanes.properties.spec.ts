import fc from 'fast-check';
import { Cluster, type Member } from '../../../../test/support/cluster.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import type { Assignment } from '../execution/assignment.js';
import { planSlots } from '../schedule/plan-slots.js';
import { decideSlots } from './decide-slots.js';

const MINUTE = 60_000;

const group = fc.option(
  fc.record({ key: fc.constantFrom('feed', 'mail'), limit: fc.integer({ min: 1, max: 3 }) }),
  { nil: undefined },
);
const policy: fc.Arbitrary<TrackedCronJobOptions> = fc.oneof(
  fc.record({ overlap: fc.constantFrom('skip', 'allow'), concurrency: group }, { requiredKeys: ['overlap'] }),
  fc.record(
    {
      overlap: fc.constant('queue' as const),
      maxQueued: fc.integer({ min: 1, max: 3 }),
      misfire: fc.constantFrom('latest', 'all'),
      catchUpWindow: fc.constant('1h'),
      concurrency: group,
    },
    { requiredKeys: ['overlap', 'maxQueued', 'misfire', 'catchUpWindow'] },
  ),
  fc.record({ overlap: fc.constant('cancelPrevious' as const) }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ minutes: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ end: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ take: fc.constant(true as const) }) },
  { weight: 1, arbitrary: fc.record({ skip: fc.nat(3) }) },
);

interface LiveRow {
  readonly id: string;
  readonly jobId: string;
  readonly status: string;
  readonly holds: boolean;
}

describe('what the claim decides about lanes', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await Cluster.open();
  });
  afterAll(() => cluster.close());

  const live = (ids: string[]) =>
    cluster.query<LiveRow>(
      `select id, job_id as "jobId", status, holds_lane as holds from tracked_cron.cron_job_live
       where job_id = any($1) order by id`,
      [ids],
    );
  const fates = (ids: string[], after: number) =>
    cluster.query<{ jobId: string; slot: number; status: string; reason: string | null }>(
      `select job_id as "jobId", extract(epoch from scheduled_at)::float8 * 1000 as slot, status, reason
       from tracked_cron.cron_job_executions_all
       where job_id = any($1) and scheduled_at > to_timestamp($2::float8 / 1000) order by job_id, scheduled_at`,
      [ids, after],
    );

  let run = 0;

  it('is what a simple model decides, slot by slot', async () => {
    const member = await cluster.member();
    await fc.assert(
      fc.asyncProperty(
        fc.array(policy, { minLength: 1, maxLength: 5 }),
        fc.array(step, { minLength: 3, maxLength: 10 }),
        async (policies, steps) => {
          run += 1;
          member.engine.started.length = 0;
          const jobs: RegisteredJob[] = [];
          for (const [nth, options] of policies.entries()) {
            const concurrency = options.concurrency && {
              ...options.concurrency,
              key: `${options.concurrency.key}-${run}`,
            };
            jobs.push(await member.define(`job-${run}-${nth}`, '* * * * *', { ...options, concurrency }));
          }
          jobs.sort((a, b) => (a.id < b.id ? -1 : 1));
          const ids = jobs.map(({ id }) => id);
          let watermark = jobs[0].lastSlotAt;
          const skips = new Map<string, number>();
          for (const one of steps) {
            if ('minutes' in one) {
              member.clock.advance(one.minutes * MINUTE);
              const expected = await modelled(jobs, watermark, skips);
              expect((await member.claim(...jobs)).failed).toEqual([]);
              expect(await fates(ids, watermark)).toEqual(expected);
              watermark = jobs[0].definition.schedule.previousBefore(member.clock.now() + 1)!;
              skips.clear();
            }
            if ('end' in one) await member.end(...member.engine.started.splice(one.end, 1));
            if ('take' in one) await member.queue.runOnce(ids);
            if ('skip' in one) await skip(jobs[one.skip % jobs.length]);
            await expectNoLaneTooMany(jobs);
          }

          async function skip({ id }: RegisteredJob): Promise<void> {
            skips.set(id, watermark + MINUTE);
            await cluster.query(
              'update tracked_cron.cron_jobs set skip_slot = to_timestamp($2::float8 / 1000) where id = $1',
              [id, watermark + MINUTE],
            );
          }
        },
      ),
      { numRuns: 60 },
    );

    async function modelled(jobs: RegisteredJob[], watermark: number, skips: Map<string, number>) {
      const rows = await live(jobs.map(({ id }) => id));
      const keys = new Map(jobs.map(({ id, definition }) => [id, definition.concurrency?.key]));
      const decided = decideSlots(
        jobs.map(({ id, definition }) => ({
          overlap: definition.overlap,
          maxQueued: definition.maxQueued,
          concurrency: definition.concurrency,
          skipSlot: skips.get(id) ?? null,
          held: rows.filter((row) => row.jobId === id && row.holds).length,
          queued: rows.filter((row) => row.jobId === id && !row.holds).length,
          slots: planSlots({ job: definition, watermark, now: member.clock.now(), held: null }).slots,
        })),
        (key) => rows.filter((row) => row.holds && keys.get(row.jobId) === key).length,
      );
      return jobs.flatMap(({ id }, nth) => decided[nth].map((fate) => ({ jobId: id, ...fate })));
    }

    async function expectNoLaneTooMany(jobs: RegisteredJob[]): Promise<void> {
      expectLanesHold(await live(jobs.map(({ id }) => id)), jobs);
    }
  }, 180_000);

  it('never gives a lane twice, nor a group more than its limit, whoever claims, triggers and takes at once', async () => {
    const members = await cluster.members(3);
    const options: TrackedCronJobOptions[] = [
      { overlap: 'queue', maxQueued: 5 },
      { overlap: 'queue', concurrency: { key: 'race', limit: 2 } },
      { overlap: 'queue', concurrency: { key: 'race', limit: 2 } },
      { overlap: 'skip', concurrency: { key: 'race', limit: 2 } },
      { overlap: 'allow', concurrency: { key: 'race', limit: 2 } },
      { overlap: 'skip' },
    ];
    const known: RegisteredJob[][] = [];
    for (const member of members)
      known.push(
        await Promise.all(options.map((one, nth) => member.define(`race-${nth}`, '* * * * *', one))),
      );
    const [jobs] = known;
    const ids = jobs.map(({ id }) => id);
    const ended: Assignment[] = [];
    for (let minute = 0; minute < 25; minute++) {
      // every second minute some of what runs ends
      const ending = members.map(({ engine }) => engine.started.splice(0, minute % 2 === 0 ? 2 : 0));
      for (const member of members) member.clock.advance(MINUTE);
      await Promise.all(
        members.flatMap((member, nth) => [
          member.claim(...known[nth]),
          member.queue.runOnce(ids),
          member.end(...ending[nth]).then(() => member.queue.runOnce(ids)),
          trigger(member, known[nth][minute % jobs.length]),
          member.queue.runOnce(ids),
        ]),
      );
      ended.push(...ending.flat());
      expectLanesHold(await live(ids), jobs);
    }

    const started = [...ended, ...members.flatMap(({ engine }) => engine.started)];
    expect(new Set(started.map(({ id }) => id)).size).toBe(started.length);
    const waited = started.filter(({ job, scheduledAt }) => job.id === ids[0] && scheduledAt !== null);
    expect(waited.length).toBeGreaterThan(5);
    for (const job of jobs) await expectOneOutcomeEach(job, members[0]);
    await expectInOrder(ids[0]);
  }, 120_000);

  async function trigger(member: Member, job: RegisteredJob): Promise<void> {
    const rest = { parameters: undefined, triggeredBy: null, reason: null, idempotencyKey: null };
    await member.desk.trigger({ job, here: true, ...rest }).catch((error: { code: string }) => {
      expect(error.code).toBe('CONCURRENCY_LIMIT');
    });
  }

  function expectLanesHold(rows: LiveRow[], jobs: RegisteredJob[]): void {
    const groups = new Map<string, number>();
    for (const { id, definition } of jobs) {
      const held = rows.filter((row) => row.jobId === id && row.holds);
      if (definition.overlap === 'queue' || definition.overlap === 'skip')
        expect(held.length).toBeLessThanOrEqual(1);
      const { concurrency } = definition;
      if (concurrency) groups.set(concurrency.key, (groups.get(concurrency.key) ?? 0) + held.length);
      const waiting = rows.filter((row) => row.jobId === id && !row.holds);
      expect(waiting.length).toBeLessThanOrEqual(definition.maxQueued);
    }
    for (const { definition } of jobs) {
      const { concurrency } = definition;
      const limits = jobs.flatMap(({ definition: { concurrency: other } }) =>
        other && other.key === concurrency?.key ? [other.limit] : [],
      );
      if (concurrency) expect(groups.get(concurrency.key)).toBeLessThanOrEqual(Math.max(...limits));
    }
  }

  async function expectOneOutcomeEach({ id, definition, lastSlotAt }: RegisteredJob, member: Member) {
    const decided = (await fates([id], lastSlotAt)).map(({ slot }) => slot);
    expect(decided).toEqual([...definition.schedule.slotsBetween(lastSlotAt, member.clock.now())]);
  }

  /** One lane: what waited ended, as it began, in the order of its slots. */
  async function expectInOrder(jobId: string): Promise<void> {
    const ended = await cluster.query<{ slot: Date }>(
      `select scheduled_at as slot from tracked_cron.cron_job_executions
       where job_id = $1 and trigger = 'schedule' and status = 'completed' order by completed_at`,
      [jobId],
    );
    const slots = ended.map(({ slot }) => slot.getTime());
    expect(slots).toEqual([...slots].sort((a, b) => a - b));
    expect(slots.length).toBeGreaterThan(5);
  }
});
