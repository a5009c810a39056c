import type { MissedCause } from '../cluster/missed-cause.js';
import type { HoldReason, PlannedRange, PlannedSlot, SlotPlan } from '../cluster/slot-plan.js';
import type { JobDefinition } from '../definition/job-definition.js';
import { dueAt } from './jitter.js';
import { unwantedBy } from './slot-condition.js';

/** Missed slots that get rows of their own after an outage, newest first; the rest are counted in a range. */
export const MAX_MISSED_ROWS = 100;
/**
 * Slots that are walked for one plan at most. Of a longer outage only the newest are walked and the others counted; where
 * counting would be a walk too (several expressions), what is left over is due again at once, the newest in the last plan.
 */
export const MAX_SLOTS_A_PLAN = 10_000;
/** A window shorter than this would turn a slow restart into missed slots. */
const SHORTEST_CATCH_UP_WINDOW_MS = 60_000;
/** With `misfire: 'skip'`: what starts later than this does not start on time. */
const ON_TIME_MS = 5_000;
/** Until somebody has looked at the evidence. */
const MISSED_REASON: MissedCause = 'unknown';

/** What {@link planSlots} looks at. Instants are milliseconds since the epoch, database time. */
export interface SlotFacts {
  readonly job: Pick<JobDefinition, 'schedule' | 'misfire' | 'catchUpWindow' | 'maxCatchUp'> &
    Partial<Pick<JobDefinition, 'name' | 'calendars' | 'when' | 'jitter'>>;
  /** Everything up to here has been decided. */
  readonly watermark: number;
  readonly now: number;
  readonly held: HoldReason | null;
}

/**
 * Decides what to do with each slot between the watermark and now. A slot can run while it is not older than the
 * catch-up window: of those, `latest` runs the newest, `all` the newest `maxCatchUp`, `skip` only one that is due right
 * now. Every other slot is missed; the slots of a job that is paused or frozen are skipped, and counted, as are those that its
 * calendar or its condition does not want.
 */
export function planSlots(facts: SlotFacts): SlotPlan {
  return planOneOnTime(facts) ?? planSeveral(facts);
}

/** What nearly always is due, ten thousand times at once: one slot, which runs. */
function planOneOnTime({ job, watermark, now, held }: SlotFacts): SlotPlan | undefined {
  const slot = job.schedule.nextAfter(watermark);
  if (held || slot > now || hasConditions(job)) return undefined;
  const next = job.schedule.nextAfter(slot);
  if (next <= now || now - slot > longestDelay(job, next - slot)) return undefined;
  return { slots: [run(slot)], ranges: [], watermark: slot, next };
}

/** Whether more than the schedule decides when a slot starts, and whether it does. */
function hasConditions(job: SlotFacts['job']): boolean {
  return (job.jitter ?? 0) > 0 || isSelective(job);
}

/** Whether a calendar or a condition decides slot by slot. */
function isSelective({ calendars = [], when = null }: SlotFacts['job']): boolean {
  return calendars.length > 0 || when !== null;
}

function planSeveral({ job, watermark, now, held }: SlotFacts): SlotPlan {
  const { before, slots: due, next, more } = dueSlots(job, watermark, now);
  const last = due.at(-1);
  if (last === undefined) return { slots: [], ranges: [], watermark, next };
  if (held) {
    const range = counted(due, 'skipped', held);
    return { slots: [], ranges: [before ? lengthened(range, before) : range], watermark: last, next };
  }

  const unwanted = unwantedOf(job, due);
  const slots = unwanted.size === 0 ? due : due.filter((slot) => !unwanted.has(slot));
  const running = more ? [] : slotsToRun(job, slots, now, next - last);
  const toRun = new Set(running);
  const missed = slots.filter((slot) => !toRun.has(slot));
  const written = more ? [] : missed.slice(-MAX_MISSED_ROWS);
  const rest = new Set(missed.slice(0, missed.length - written.length));
  return {
    slots: [...[...toRun].map(run), ...written.map(miss)].sort((a, b) => a.slot - b.slot),
    ranges: joined(
      before,
      countedRuns(due, (slot) =>
        rest.has(slot)
          ? ['missed', MISSED_REASON]
          : unwanted.has(slot)
            ? ['skipped', unwanted.get(slot)!]
            : null,
      ),
    ),
    watermark: last,
    next,
  };
}

/** The slots that the job's calendar or condition keeps from running, and why. */
function unwantedOf(job: SlotFacts['job'], due: number[]): Map<number, string> {
  const unwanted = new Map<number, string>();
  const { schedule, calendars = [], when = null } = job;
  for (const slot of due) {
    const reason = unwantedBy({ schedule, calendars, when }, slot);
    if (reason !== null) unwanted.set(slot, reason);
  }
  return unwanted;
}

/** Slots that nobody walked. */
interface Unwalked {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

interface DueSlots {
  /** Those before `slots`, where there are too many to walk. */
  before: Unwalked | null;
  slots: number[];
  next: number;
  /** Whether newer slots are due than these. */
  more: boolean;
}

function dueSlots(job: SlotFacts['job'], watermark: number, now: number): DueSlots {
  const { schedule, maxCatchUp } = job;
  const slots: number[] = [];
  let next = schedule.nextAfter(watermark);
  while (startOf(job, next) <= now && slots.length < MAX_SLOTS_A_PLAN) {
    slots.push(next);
    next = schedule.nextAfter(next);
  }
  if (startOf(job, next) > now) return { before: null, slots, next, more: false };
  // the newest, of which some may run and some get rows, are judged together, by the last plan
  const kept = newest(job, now, Math.min(maxCatchUp + MAX_MISSED_ROWS, MAX_SLOTS_A_PLAN));
  if (schedule.countsFast && !isSelective(job)) {
    const count = schedule.countBetween(watermark, kept - 1);
    const before = { from: slots[0], to: schedule.previousBefore(kept)!, count };
    const walked = [...schedule.slotsBetween(kept - 1, now)].filter((slot) => startOf(job, slot) <= now);
    return { before, slots: walked, next: schedule.nextAfter(walked.at(-1)!), more: false };
  }
  const older = slots.filter((slot) => slot < kept);
  return { before: null, slots: older, next: schedule.nextAfter(older.at(-1)!), more: true };
}

/** When a slot starts, jitter included: it is judged late from then on. */
function startOf({ name = '', jitter = 0, schedule }: SlotFacts['job'], slot: number): number {
  return dueAt({ name, jitter, schedule }, slot);
}

/** The earliest of the newest `count` slots up to `now`. There are more than `count`. */
function newest(job: SlotFacts['job'], now: number, count: number): number {
  const { schedule } = job;
  let slot = Math.floor(now) + 1; // database time has fractions, slots don't
  const latest = schedule.previousBefore(slot)!;
  if (startOf(job, latest) > now) slot = latest;
  for (let nth = 0; nth < count; nth++) slot = schedule.previousBefore(slot)!;
  return slot;
}

function slotsToRun(job: SlotFacts['job'], slots: number[], now: number, period: number): number[] {
  const latest = longestDelay(job, period);
  const inTime = slots.filter((slot) => now - startOf(job, slot) <= latest);
  return inTime.slice(job.misfire === 'all' ? -job.maxCatchUp : -1);
}

/** How late a slot may still start. */
function longestDelay({ misfire, catchUpWindow }: SlotFacts['job'], period: number): number {
  const window = catchUpWindow ?? Math.max(period, SHORTEST_CATCH_UP_WINDOW_MS);
  return misfire === 'skip' ? Math.min(window, ON_TIME_MS) : window;
}

function run(slot: number): PlannedSlot {
  return { slot, intent: 'run', reason: null };
}

function miss(slot: number): PlannedSlot {
  return { slot, intent: 'missed', reason: MISSED_REASON };
}

/** Slots that are counted, in runs without a slot of another kind between them. */
function countedRuns(
  due: readonly number[],
  kindOf: (slot: number) => readonly [PlannedRange['outcome'], string] | null,
): PlannedRange[] {
  const ranges: PlannedRange[] = [];
  let run: number[] = [];
  for (const [nth, slot] of due.entries()) {
    const kind = kindOf(slot);
    if (kind === null) continue;
    run.push(slot);
    const following = kindOf(due[nth + 1]); // after the last one: of no kind
    if (following?.[0] === kind[0] && following[1] === kind[1]) continue;
    ranges.push(counted(run, ...kind));
    run = [];
  }
  return ranges;
}

/** Puts what nobody walked, which is missed, before what was. */
function joined(before: Unwalked | null, ranges: PlannedRange[]): PlannedRange[] {
  if (before === null) return ranges;
  const [first, ...others] = ranges;
  if (first) return [lengthened(first, before), ...others];
  return [{ ...before, outcome: 'missed', reason: MISSED_REASON }];
}

/** A range that begins where slots of the same kind end. */
function lengthened(range: PlannedRange, { from, count }: Unwalked): PlannedRange {
  return { ...range, from, count: range.count + count };
}

function counted(slots: number[], outcome: PlannedRange['outcome'], reason: string): PlannedRange {
  return { from: slots[0], to: slots.at(-1)!, outcome, reason, count: slots.length };
}
