import fc from 'fast-check';
import { Cluster, START, type Member } from '../../../../test/support/cluster.js';
import type { NewlyRegisteredJob } from '../definition/cron-job.repository.js';
import { defineJob } from '../definition/define-job.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { OverrideEdit } from '../definition/overrides/override-edit.js';
import type { JobOverrideValues, OverriddenFields } from '../definition/overrides/override-fields.js';
import { Schedule } from '../schedule/schedule.js';
import { VirtualClock } from '../testing/virtual-clock.js';

const RUNS = Number(process.env.OVERRIDE_RUNS ?? 20);
const SECOND = 1_000;

/** What one of two instances does, before or beside the next step. */
interface Step {
  readonly who: number;
  /** Seconds that pass before. */
  readonly passed: number;
  readonly beside: boolean;
  /** What is overridden from now on; null: it claims. */
  readonly override: JobOverrideValues | null;
}

const override: fc.Arbitrary<JobOverrideValues> = fc.record(
  {
    schedule: fc.constantFrom('*/15 * * * * *', '0 * * * * *', '7,37 * * * * *', '@every 11s'),
    timeout: fc.constantFrom('1s', '2s'),
    enabled: fc.boolean(),
  },
  { requiredKeys: [] },
);
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat({ max: 1 }),
  passed: fc.integer({ min: 0, max: 70 }),
  beside: fc.boolean(),
  override: fc.option(override, { freq: 2 }),
});

/** Which schedule held from when on, and what was given up when another one took its place. */
class History {
  readonly givenUp: number[] = [];
  private readonly periods: { from: number; schedule: Schedule }[] = [];

  note({ definition, lastSlotAt, before }: NewlyRegisteredJob): void {
    if (this.periods.length > 0 && before === null) return;
    this.periods.push({ from: lastSlotAt, schedule: definition.schedule });
    this.periods.sort((a, b) => a.from - b.from);
    if (before === null) return;
    const old = Schedule.of(before.schedule, before.timeZone);
    this.givenUp.push(...old.slotsBetween(before.lastSlotAt, lastSlotAt));
  }

  /** Every slot that was due after one instant and up to another, once. */
  due(after: number, until: number): number[] {
    return this.periods.flatMap(({ from, schedule }, nth) => {
      const end = this.periods[nth + 1]?.from ?? Infinity;
      return [...schedule.slotsBetween(Math.max(from, after), Math.min(end, until))];
    });
  }
}

/** One job on two instances, whose overrides change while they claim. */
class Play {
  readonly history = new History();
  private readonly code: JobDefinition;

  constructor(
    private readonly members: readonly Member[],
    readonly name: string,
  ) {
    const handler = { kind: 'function', run: () => {} } as const;
    this.code = defineJob(
      { schedule: '*/20 * * * * *', options: { overlap: 'allow' }, defaultName: name, source: name, handler },
      { timeZone: 'UTC' },
    );
  }

  async run(clock: VirtualClock, steps: readonly Step[]): Promise<void> {
    for (const member of this.members) await this.register(member);
    let under: Promise<void>[] = [];
    for (const { who, passed, beside, override: values } of steps) {
      clock.advance(passed * SECOND);
      const member = this.members[who];
      under.push(values ? this.change(member, values) : this.claim(member));
      if (beside) continue;
      await Promise.all(under);
      under = [];
    }
    await Promise.all(under);
    for (const member of this.members) await this.claim(member);
  }

  private async claim(member: Member): Promise<void> {
    const { superseded = [], error } = await member.claim(member.registry.get(this.name));
    if (error !== undefined) throw error;
    if (superseded.length === 0) return;
    await this.register(member);
    await this.claim(member);
  }

  private change(member: Member, values: JobOverrideValues): Promise<void> {
    const said = { code: null, by: null, reason: null, since: new Date(START).toISOString(), until: null };
    const fields: OverriddenFields = Object.fromEntries(
      Object.entries(values).map(([field, value]) => [field, { value: value as unknown, ...said }]),
    );
    const { id: jobId } = member.registry.get(this.name);
    const decided = { fields, patch: { ...values }, by: null, reason: null, until: null };
    return this.register(member, { jobId, decide: () => decided });
  }

  private async register(member: Member, edit?: OverrideEdit): Promise<void> {
    const [job] = await member.jobs.register([this.code], member.databaseClock.now(), edit);
    this.history.note(job);
    member.registry.attach(job);
  }
}

describe('overrides that change while claims run', () => {
  let cluster: Cluster;
  let played = 0;

  beforeAll(async () => void (cluster = await Cluster.open()));
  afterAll(() => cluster.close());

  it('have every slot of every schedule that held decided once, whoever changes what and when', async () => {
    const clock = new VirtualClock(START);
    const members = [await cluster.member({ clock }), await cluster.member({ clock })];
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const play = new Play(members, `job-${++played}`);
        await play.run(clock, steps);
        const now = members[0].databaseClock.now();
        expect(await decided(play)).toEqual(play.history.due(0, now));
      }),
      { numRuns: RUNS },
    );
  });

  /** Every slot that is accounted for, in order, as often as it is. */
  async function decided({ name, history }: Play): Promise<number[]> {
    const rows = await cluster.query<{ slot: Date }>(
      'select scheduled_at as slot from tracked_cron.cron_job_executions_all where job_name = $1',
      [name],
    );
    const ranges = await cluster.query<{ from: Date; to: Date; count: number }>(
      `select r.from_slot as "from", r.to_slot as "to", r.count
       from tracked_cron.cron_job_slot_ranges r join tracked_cron.cron_jobs j on j.id = r.job_id where j.name = $1`,
      [name],
    );
    const counted = ranges.flatMap(({ from, to, count }) => {
      const slots = history.due(from.getTime() - 1, to.getTime());
      expect(slots).toHaveLength(count);
      return slots;
    });
    return [...rows.map(({ slot }) => slot.getTime()), ...counted, ...history.givenUp].sort((a, b) => a - b);
  }
});
