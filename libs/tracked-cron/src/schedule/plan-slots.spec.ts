import fc from 'fast-check';
import type { HoldReason, SlotPlan } from '../cluster/slot-plan.js';
import { MAX_MISSED_ROWS, MAX_SLOTS_A_PLAN, planSlots, type SlotFacts } from './plan-slots.js';
import { Schedule } from './schedule.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOON = Date.parse('2026-03-02T12:00:00Z');

type Job = SlotFacts['job'];
const job = (expression: string, rest: Partial<Job> = {}, timeZone = 'UTC'): Job => ({
  schedule: Schedule.of(expression, timeZone),
  misfire: 'latest',
  catchUpWindow: null,
  maxCatchUp: 100,
  ...rest,
});

/** Minutes after noon, and what happens to them. */
const shown = ({ slots, ranges }: SlotPlan) => ({
  run: slots.filter(({ intent }) => intent === 'run').map(({ slot }) => (slot - NOON) / MINUTE),
  missed: slots.filter(({ intent }) => intent === 'missed').map(({ slot }) => (slot - NOON) / MINUTE),
  ranges: ranges.map(({ from, to, outcome, count }) => [
    (from - NOON) / MINUTE,
    (to - NOON) / MINUTE,
    outcome,
    count,
  ]),
});

/** Plans as a scheduler does after an outage: until nothing is due any more. */
function planAll(facts: SlotFacts): SlotPlan[] {
  const plans: SlotPlan[] = [];
  let { watermark } = facts;
  for (;;) {
    const plan = planSlots({ ...facts, watermark });
    plans.push(plan);
    if (plan.next > facts.now) return plans;
    expect(plan.watermark).toBeGreaterThan(watermark);
    watermark = plan.watermark;
  }
}

describe('planning slots', () => {
  it.each<[string, Partial<Job>, number, ReturnType<typeof shown>]>([
    ['latest runs the newest', {}, 3 * MINUTE, { run: [3], missed: [1, 2], ranges: [] }],
    [
      'latest runs one as old as its period',
      {},
      3 * MINUTE + 59_999,
      { run: [3], missed: [1, 2], ranges: [] },
    ],
    ['a window is inclusive', { catchUpWindow: 5_000 }, MINUTE + 5_000, { run: [1], missed: [], ranges: [] }],
    [
      'beyond its window nothing runs',
      { catchUpWindow: 5_000 },
      MINUTE + 5_001,
      { run: [], missed: [1], ranges: [] },
    ],
    [
      'all runs what is within its window',
      { misfire: 'all', catchUpWindow: 2 * MINUTE },
      5 * MINUTE,
      { run: [3, 4, 5], missed: [1, 2], ranges: [] },
    ],
    [
      'all runs the newest maxCatchUp',
      { misfire: 'all', catchUpWindow: HOUR, maxCatchUp: 2 },
      5 * MINUTE,
      { run: [4, 5], missed: [1, 2, 3], ranges: [] },
    ],
    [
      'skip runs what is due now',
      { misfire: 'skip' },
      2 * MINUTE + 4_999,
      { run: [2], missed: [1], ranges: [] },
    ],
    [
      'skip runs nothing late',
      { misfire: 'skip' },
      2 * MINUTE + 5_001,
      { run: [], missed: [1, 2], ranges: [] },
    ],
    ['nothing is due yet', {}, 59_999, { run: [], missed: [], ranges: [] }],
  ])('%s', (_, rest, elapsed, expected) => {
    const plan = planSlots({
      job: job('* * * * *', rest),
      watermark: NOON,
      now: NOON + elapsed,
      held: null,
    });
    expect(shown(plan)).toEqual(expected);
  });

  it('gives a job of every second at least a minute to be caught up', () => {
    const facts = { job: job('* * * * * *'), watermark: NOON, now: NOON + 10 * SECOND, held: null };
    expect(shown(planSlots(facts)).run).toEqual([10 / 60]);
  });

  it('leaves the watermark where it is when the clock is behind it', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON - HOUR, held: null });
    expect(plan).toEqual({ slots: [], ranges: [], watermark: NOON, next: NOON + MINUTE });
  });

  it('counts the slots of a pause', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + HOUR, held: 'paused' });
    expect(shown(plan)).toEqual({ run: [], missed: [], ranges: [[1, 60, 'skipped', 60]] });
  });

  it('writes the newest missed slots as rows and counts the others', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + 3 * HOUR, held: null });
    const { run, missed, ranges } = shown(plan);
    expect(run).toEqual([180]);
    expect(missed).toEqual(Array.from({ length: MAX_MISSED_ROWS }, (_, n) => 80 + n));
    expect(ranges).toEqual([[1, 79, 'missed', 79]]);
  });

  it('takes several plans for a long outage, and judges the newest slots together in the last', () => {
    // 10,002 slots, of two expressions: cut blindly, two would be left for the second plan
    const now = NOON + (MAX_SLOTS_A_PLAN + 2) * SECOND;
    const facts = { job: job('* * * * * * | @every 1s'), watermark: NOON, now, held: null };
    const plans = planAll(facts);
    expect(plans).toHaveLength(2);
    expect(plans[0].slots).toEqual([]);
    expect(plans[1].slots).toHaveLength(MAX_MISSED_ROWS + 1);
    expect(plans[1].slots.at(-1)).toEqual({ slot: now, intent: 'run', reason: null });
  });

  it('evaluates a two-year outage of a job of every second in milliseconds, in one plan', () => {
    const now = NOON + 2 * 365 * 24 * HOUR;
    const facts = { job: job('* * * * * *', {}, 'Europe/Berlin'), watermark: NOON, now, held: null };
    planSlots(facts); // reads the zone's changes, and warms up
    const began = process.cpuUsage(); // other processes must not decide
    const plan = planSlots(facts);
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(100);
    expect(plan.next).toBeGreaterThan(now);
    const [range] = plan.ranges;
    expect([plan.slots.length, plan.ranges.length]).toEqual([MAX_MISSED_ROWS + 1, 1]);
    expect(range.count + plan.slots.length).toBe((now - NOON) / SECOND);
    expect([range.from, range.to]).toEqual([NOON + SECOND, plan.slots[0].slot - SECOND]);
    expect(planSlots({ ...facts, held: 'paused' }).ranges).toMatchObject([{ count: (now - NOON) / SECOND }]);
  });

  it('catches up no more than maxCatchUp, over however many plans', () => {
    const now = NOON + 5 * HOUR + 0.5; // database time has fractions
    for (const maxCatchUp of [1, 100, 10_000]) {
      const caught = job('* * * * * *', { misfire: 'all', catchUpWindow: 24 * HOUR, maxCatchUp });
      const plans = planAll({ job: caught, watermark: NOON, now, held: null });
      const run = plans.flatMap(({ slots }) => slots).filter(({ intent }) => intent === 'run');
      expect(run).toHaveLength(maxCatchUp);
      expect(run[0].slot).toBe(Math.floor(now) - (maxCatchUp - 1) * SECOND);
    }
  });

  it.each([
    ['the spring day of 23 hours', '2026-03-29T00:00:00Z', 47],
    ['the autumn day of 25 hours', '2026-10-25T00:00:00Z', 49],
  ])('decides every half hour around %s', (_, start, count) => {
    const watermark = Date.parse(start) - HOUR - MINUTE;
    const facts = {
      job: job('*/30 * * * *', {}, 'Europe/Berlin'),
      watermark,
      now: Date.parse(start) + 24 * HOUR,
    };
    const plan = planSlots({ ...facts, held: null });
    expect(plan.slots.length).toBeGreaterThanOrEqual(count);
    const instants = plan.slots.map(({ slot }) => slot);
    expect(instants).toEqual([...facts.job.schedule.slotsBetween(watermark, facts.now)]);
  });

  it('gives every slot between watermark and now exactly one outcome', () => {
    const facts = fc.record({
      job: fc.record({
        expression: fc.constantFrom(
          '* * * * *',
          '* * * * * *',
          '@every 7s',
          '30 2 * * *',
          '*/5 1-3 * * *',
          '0 0 29 2 *',
          '*/10 * * * * * | @every 7s',
        ),
        zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe'),
        misfire: fc.constantFrom('latest', 'all', 'skip'),
        catchUpWindow: fc.option(fc.integer({ min: 0, max: 48 * HOUR })),
        maxCatchUp: fc.integer({ min: 1, max: 10_000 }),
      }),
      // around both changes of the clocks
      watermark: fc
        .constantFrom('2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z', '2026-04-04T10:00:00Z')
        .map(Date.parse),
      elapsed: fc.oneof(
        fc.double({ min: 0, max: 5 * MINUTE, noNaN: true }),
        fc.integer({ min: 0, max: 14 * HOUR }),
      ),
      held: fc.constantFrom<HoldReason | null>(null, null, 'paused', 'frozen'),
    });
    fc.assert(
      fc.property(facts, ({ job: { expression, zone, ...rest }, watermark, elapsed, held }) => {
        const now = watermark + elapsed;
        const { schedule, ...others } = job(expression, rest, zone);
        const plans = planAll({ job: { schedule, ...others }, watermark, now, held });
        const slots = plans.flatMap((plan) => plan.slots);
        const ranges = plans.flatMap((plan) => plan.ranges);
        const inRanges = ranges.flatMap(({ from, to, count }) => {
          const counted = [...schedule.slotsBetween(from - 1, to)];
          expect(counted).toHaveLength(count);
          return counted;
        });
        const decided = [...inRanges, ...slots.map(({ slot }) => slot)].sort((a, b) => a - b);
        const due = [...schedule.slotsBetween(watermark, now)];
        expect(decided).toEqual(due);
        expect(plans.at(-1)!.watermark).toBe(due.at(-1) ?? watermark);
        expect(plans.at(-1)!.next).toBe(schedule.nextAfter(now));

        const run = slots.filter(({ intent }) => intent === 'run');
        expect(run.length).toBeLessThanOrEqual(held ? 0 : rest.misfire === 'all' ? rest.maxCatchUp : 1);
        expect(slots.length - run.length).toBeLessThanOrEqual(MAX_MISSED_ROWS);
      }),
      { numRuns: 100 },
    );
  });
});
