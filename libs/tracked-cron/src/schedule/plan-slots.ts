import type { HoldReason, PlannedRange, PlannedSlot, SlotPlan } from '../cluster/slot-plan.js';
import type { JobDefinition } from '../definition/job-definition.js';
import type { Schedule } from './schedule.js';

/** Missed slots that get rows of their own after an outage, newest first; the rest are counted in a range. */
export const MAX_MISSED_ROWS = 100;
/** Slots that one plan decides at most; what a longer outage left over is due again at once, the newest in the last plan. */
export const MAX_SLOTS_A_PLAN = 10_000;
/** A window shorter than this would turn a slow restart into missed slots. */
const SHORTEST_CATCH_UP_WINDOW_MS = 60_000;
/** With `misfire: 'skip'`: what starts later than this does not start on time. */
const ON_TIME_MS = 5_000;
const MISSED_REASON = 'not_run_in_time';

/** What {@link planSlots} looks at. Instants are milliseconds since the epoch, database time. */
export interface SlotFacts {
  readonly job: Pick<JobDefinition, 'schedule' | 'misfire' | 'catchUpWindow' | 'maxCatchUp'>;
  /** Everything up to here has been decided. */
  readonly watermark: number;
  readonly now: number;
  readonly held: HoldReason | null;
}

/**
 * Decides what to do with each slot between the watermark and now. A slot can run while it is not older than the
 * catch-up window: of those, `latest` runs the newest, `all` the newest `maxCatchUp`, `skip` only one that is due right
 * now. Every other slot is missed; the slots of a job that is paused or frozen are skipped, and counted.
 */
export function planSlots(facts: SlotFacts): SlotPlan {
  return planOneOnTime(facts) ?? planSeveral(facts);
}

/** What nearly always is due, ten thousand times at once: one slot, which runs. */
function planOneOnTime({ job, watermark, now, held }: SlotFacts): SlotPlan | undefined {
  const slot = job.schedule.nextAfter(watermark);
  if (held || slot > now) return undefined;
  const next = job.schedule.nextAfter(slot);
  if (next <= now || now - slot > longestDelay(job, next - slot)) return undefined;
  return { slots: [run(slot)], ranges: [], watermark: slot, next };
}

function planSeveral({ job, watermark, now, held }: SlotFacts): SlotPlan {
  const { slots, next, more } = dueSlots(job, watermark, now);
  const last = slots.at(-1);
  if (last === undefined) return { slots: [], ranges: [], watermark, next };
  if (held) return { slots: [], ranges: [counted(slots, 'skipped', held)], watermark: last, next };

  const running = more ? [] : slotsToRun(job, slots, now, next - last);
  const toRun = new Set(running);
  const missed = slots.filter((slot) => !toRun.has(slot));
  const written = more ? [] : missed.slice(-MAX_MISSED_ROWS);
  const rest = missed.slice(0, missed.length - written.length);
  return {
    slots: [...[...toRun].map(run), ...written.map(miss)].sort((a, b) => a.slot - b.slot),
    ranges: rest.length === 0 ? [] : [counted(rest, 'missed', MISSED_REASON)],
    watermark: last,
    next,
  };
}

interface DueSlots {
  slots: number[];
  next: number;
  /** Whether newer slots are due than these. */
  more: boolean;
}

function dueSlots({ schedule, maxCatchUp }: SlotFacts['job'], watermark: number, now: number): DueSlots {
  const slots: number[] = [];
  let next = schedule.nextAfter(watermark);
  while (next <= now && slots.length < MAX_SLOTS_A_PLAN) {
    slots.push(next);
    next = schedule.nextAfter(next);
  }
  if (next > now) return { slots, next, more: false };
  // the newest, of which some may run and some get rows, are judged together, by the last plan
  const kept = newest(schedule, now, Math.min(maxCatchUp + MAX_MISSED_ROWS, MAX_SLOTS_A_PLAN));
  const older = slots.filter((slot) => slot < kept);
  return { slots: older, next: schedule.nextAfter(older.at(-1)!), more: true };
}

/** The earliest of the newest `count` slots up to `now`. There are more than `count`. */
function newest(schedule: Schedule, now: number, count: number): number {
  let slot = Math.floor(now) + 1; // database time has fractions, slots don't
  for (let nth = 0; nth < count; nth++) slot = schedule.previousBefore(slot)!;
  return slot;
}

function slotsToRun(job: SlotFacts['job'], slots: number[], now: number, period: number): number[] {
  const latest = longestDelay(job, period);
  const inTime = slots.filter((slot) => now - slot <= latest);
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

function counted(slots: number[], outcome: PlannedRange['outcome'], reason: string): PlannedRange {
  return { from: slots[0], to: slots.at(-1)!, outcome, reason, count: slots.length };
}
