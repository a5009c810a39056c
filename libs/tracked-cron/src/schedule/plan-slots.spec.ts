import fc from 'fast-check';
import type { HoldReason, SlotPlan } from '../cluster/slot-plan.js';
import { dueAt } from './jitter.js';
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
      'latest runs the newest that is due this very moment',
      {},
      2 * MINUTE,
      { run: [2], missed: [1], ranges: [] },
    ],
    ['a slot is due at its very moment', {}, MINUTE, { run: [1], missed: [], ranges: [] }],
    [
      'a window is inclusive where several are due, too',
      { catchUpWindow: 5_000 },
      2 * MINUTE + 5_000,
      { run: [2], missed: [1], ranges: [] },
    ],
    [
      'beyond its window nothing of several runs',
      { catchUpWindow: 5_000 },
      2 * MINUTE + 5_001,
      { run: [], missed: [1, 2], ranges: [] },
    ],
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
      'skip runs what is five seconds late',
      { misfire: 'skip' },
      MINUTE + 5_000,
      { run: [1], missed: [], ranges: [] },
    ],
    ['skip runs nothing later', { misfire: 'skip' }, MINUTE + 5_001, { run: [], missed: [1], ranges: [] }],
    [
      'skip runs nothing beyond a window that is shorter',
      { misfire: 'skip', catchUpWindow: 2_000 },
      2 * MINUTE + 2_001,
      { run: [], missed: [1, 2], ranges: [] },
    ],
    [
      'skip runs what is within a window that is shorter',
      { misfire: 'skip', catchUpWindow: 2_000 },
      2 * MINUTE + 2_000,
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

  it('gives a job of every five minutes as long to be caught up as its period', () => {
    const facts = { job: job('*/5 * * * *', { misfire: 'all' }), watermark: NOON, held: null };
    expect(shown(planSlots({ ...facts, now: NOON + 15 * MINUTE }))).toEqual({
      run: [10, 15],
      missed: [5],
      ranges: [],
    });
    expect(shown(planSlots({ ...facts, now: NOON + 15 * MINUTE + 1 })).run).toEqual([15]);
  });

  it('gives a job of every second a minute, not more', () => {
    const facts = {
      job: job('* * * * * *', { misfire: 'all' }),
      watermark: NOON,
      now: NOON + 70 * SECOND,
      held: null,
    };
    const run = planSlots(facts).slots.filter(({ intent }) => intent === 'run');
    expect([run.length, run[0].slot]).toEqual([61, NOON + 10 * SECOND]);
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
    expect(plan).toMatchObject({ watermark: NOON + HOUR, next: NOON + HOUR + MINUTE });
  });

  it('counts the only slot of a freeze, whose reason it is', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + MINUTE, held: 'frozen' });
    expect(plan.slots).toEqual([]);
    expect(plan.ranges).toEqual([
      { from: NOON + MINUTE, to: NOON + MINUTE, outcome: 'skipped', reason: 'frozen', count: 1 },
    ]);
  });

  it('orders slots by time, whatever becomes of them, and knows no cause yet', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + 3 * MINUTE, held: null });
    expect(plan.slots).toEqual([
      { slot: NOON + MINUTE, intent: 'missed', reason: 'unknown' },
      { slot: NOON + 2 * MINUTE, intent: 'missed', reason: 'unknown' },
      { slot: NOON + 3 * MINUTE, intent: 'run', reason: null },
    ]);
    expect(plan).toMatchObject({ watermark: NOON + 3 * MINUTE, next: NOON + 4 * MINUTE });
  });

  it('asks the condition of a job about a single slot and about several', () => {
    const even = job('* * * * *', { when: (slot) => slot.getUTCMinutes() % 2 === 0 || 'odd' });
    const after = (minutes: number) =>
      planSlots({ job: even, watermark: NOON, now: NOON + minutes * MINUTE, held: null });
    expect(after(1)).toMatchObject({
      slots: [],
      ranges: [{ outcome: 'skipped', reason: 'when: odd', count: 1 }],
    });
    expect(shown(after(2))).toEqual({ run: [2], missed: [], ranges: [[1, 1, 'skipped', 1]] });
    expect(shown(after(3))).toEqual({
      run: [2],
      missed: [],
      ranges: [[1, 1, 'skipped', 1], [3, 3, 'skipped', 1]],
    }); // prettier-ignore
  });

  it('asks a calendar about a single slot', () => {
    const calendars = [{ businessDays: [0, 1, 2, 3, 4, 5, 6], holidays: ['2026-03-02'], blackouts: [] }];
    const plan = planSlots({
      job: job('* * * * *', { calendars }),
      watermark: NOON,
      now: NOON + MINUTE,
      held: null,
    });
    expect(plan).toMatchObject({ slots: [], ranges: [{ outcome: 'skipped', reason: 'holiday', count: 1 }] });
  });

  it('lets an unwanted slot part what is counted as missed', () => {
    // 103 are missed: the oldest three are counted, the one at minute 2 is not wanted
    const but = job('* * * * *', { when: (slot) => Number(slot) !== NOON + 2 * MINUTE });
    const plan = planSlots({ job: but, watermark: NOON, now: NOON + 105 * MINUTE, held: null });
    const { run, missed, ranges } = shown(plan);
    expect([run, missed.length, missed[0]]).toEqual([[105], 100, 5]);
    expect(ranges).toEqual([[1, 1, 'missed', 1], [2, 2, 'skipped', 1], [3, 4, 'missed', 2]]); // prettier-ignore
  });

  it('starts a slot no earlier than its jitter says, and judges it late from then on', () => {
    const jittered = job('0 * * * *', { name: 'a', jitter: 30 * MINUTE });
    const due = dueAt({ name: 'a', jitter: 30 * MINUTE, schedule: jittered.schedule }, NOON);
    expect(due).toBeGreaterThan(NOON + SECOND);
    const at = (now: number, rest: Partial<Job> = {}) =>
      shown(planSlots({ job: { ...jittered, ...rest }, watermark: NOON - 1, now, held: null }));
    expect(at(due - 1).run).toEqual([]);
    expect(at(due).run).toEqual([0]);
    expect(at(due + SECOND, { catchUpWindow: SECOND }).run).toEqual([0]);
    expect(at(due + SECOND + 1, { catchUpWindow: SECOND })).toMatchObject({ run: [], missed: [0] });
  });

  it('writes the newest missed slots as rows and counts the others', () => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + 3 * HOUR, held: null });
    const { run, missed, ranges } = shown(plan);
    expect(run).toEqual([180]);
    expect(missed).toEqual(Array.from({ length: MAX_MISSED_ROWS }, (_, n) => 80 + n));
    expect(ranges).toEqual([[1, 79, 'missed', 79]]);
  });

  it.each([
    [101, [100], []],
    [102, [100], [[1, 1, 'missed', 1]]],
  ])('of %i slots writes %j missed ones and counts the others', (due, [rows], ranges) => {
    const plan = planSlots({ job: job('* * * * *'), watermark: NOON, now: NOON + due * MINUTE, held: null });
    expect(shown(plan)).toMatchObject({ run: [due], ranges });
    expect(shown(plan).missed).toHaveLength(rows);
  });

  it('takes one plan for as many slots as are walked', () => {
    const now = NOON + MAX_SLOTS_A_PLAN * SECOND;
    const plans = planAll({ job: job('* * * * * * | @every 1s'), watermark: NOON, now, held: null });
    expect(plans).toHaveLength(1);
    expect(plans[0].ranges).toMatchObject([{ count: MAX_SLOTS_A_PLAN - 1 - MAX_MISSED_ROWS }]);
  });

  it.each([0, 0.5])(
    'leaves the newest that may run or get rows to the last plan, %d ms after them',
    (late) => {
      const newest = NOON + (MAX_SLOTS_A_PLAN + 1) * SECOND;
      const facts = { job: job('* * * * * * | @every 1s'), watermark: NOON, now: newest + late, held: null };
      const [first, last, ...others] = planAll(facts);
      expect(others).toEqual([]);
      // maxCatchUp is 100: two hundred are left
      expect(first).toMatchObject({
        slots: [],
        watermark: newest - 200 * SECOND,
        next: newest - 199 * SECOND,
      });
      expect(first.ranges).toMatchObject([{ from: NOON + SECOND, to: first.watermark, outcome: 'missed' }]);
      expect(last.slots).toHaveLength(MAX_MISSED_ROWS + 1);
      expect(last.ranges).toMatchObject([{ from: first.next, count: 99 }]);
    },
  );

  it('leaves no more to the last plan than it walks', () => {
    const now = NOON + (MAX_SLOTS_A_PLAN + 5) * SECOND;
    const many = job('* * * * * * | @every 1s', { maxCatchUp: MAX_SLOTS_A_PLAN });
    const plans = planAll({ job: many, watermark: NOON, now, held: null });
    expect(plans.map(({ watermark }) => watermark)).toEqual([NOON + 5 * SECOND, now]);
  });

  it('counts a slot as one of the newest from when its jitter lets it start', () => {
    const { schedule, ...rest } = job('* * * * * * | @every 1s', { name: 'a', jitter: 900 });
    const newest = NOON + (MAX_SLOTS_A_PLAN + 10) * SECOND;
    const due = dueAt({ name: 'a', jitter: 900, schedule }, newest);
    expect(due).toBeGreaterThan(newest);
    const firstAt = (now: number) =>
      planSlots({ job: { schedule, ...rest }, watermark: NOON, now, held: null });
    expect(firstAt(due).watermark).toBe(newest - 200 * SECOND);
    expect(firstAt(due - 1).watermark).toBe(newest - 201 * SECOND);
  });

  it('counts what it does not walk, to the slot', () => {
    const newest = NOON + 3 * HOUR;
    const { schedule, ...rest } = job('* * * * * *', { name: 'a', jitter: 900 });
    const due = dueAt({ name: 'a', jitter: 900, schedule }, newest);
    const at = (now: number, more: Partial<Job> = {}, held: HoldReason | null = null) =>
      planSlots({ job: { schedule, ...rest, ...more }, watermark: NOON, now, held });
    const summary = ({ slots, ranges, watermark, next }: SlotPlan) => ({
      slots: slots.length,
      last: (slots.at(-1)?.slot ?? Number.NaN) - newest,
      ranges: ranges.map(({ from, to, outcome, count }) => [from - NOON, to - newest, outcome, count]),
      watermark: watermark - newest,
      next: next - newest,
    });
    expect(summary(at(due))).toEqual({
      slots: 101, last: 0, ranges: [[SECOND, -101 * SECOND, 'missed', 10_800 - 101]], watermark: 0, next: SECOND,
    }); // prettier-ignore
    expect(summary(at(due - 1))).toEqual({
      slots: 101, last: -SECOND, ranges: [[SECOND, -102 * SECOND, 'missed', 10_800 - 102]], watermark: -SECOND, next: 0,
    }); // prettier-ignore
    // one that may run and a hundred that get rows: none of those that are walked is left to count
    expect(summary(at(due, { maxCatchUp: 1 }))).toEqual({
      slots: 101, last: 0, ranges: [[SECOND, -101 * SECOND, 'missed', 10_800 - 101]], watermark: 0, next: SECOND,
    }); // prettier-ignore
    expect(at(due, {}, 'paused').ranges).toEqual([
      { from: NOON + SECOND, to: newest, outcome: 'skipped', reason: 'paused', count: 10_800 },
    ]);
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
