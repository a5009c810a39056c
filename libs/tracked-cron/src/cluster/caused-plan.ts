import type { JobDefinition } from '../definition/job-definition.js';
import type { CauseSpan, MissedCauses } from './missed-cause.js';
import type { PlannedRange, SlotPlan } from './slot-plan.js';

/** Ranges that one range of missed slots is cut into at most; the oldest stretches then share the cause of the longest. */
const MAX_RANGES = 50;

/** What a plan's job says of its slots. */
export interface CountedSchedule {
  readonly schedule: Pick<JobDefinition['schedule'], 'nextAfter' | 'previousBefore' | 'countBetween'>;
}

/** From the first missed slot of some plans to the last one; undefined where none is missed, which is nearly always. */
export function missedSpan(plans: Iterable<SlotPlan>): { from: number; to: number } | undefined {
  let [from, to] = [Infinity, -Infinity];
  for (const { slots, ranges } of plans) {
    for (const { slot, intent } of slots) {
      if (intent === 'missed') [from, to] = [Math.min(from, slot), Math.max(to, slot)];
    }
    for (const range of ranges) {
      if (range.outcome === 'missed') [from, to] = [Math.min(from, range.from), Math.max(to, range.to)];
    }
  }
  return from <= to ? { from, to } : undefined;
}

/** A plan whose missed slots say why: a range that was missed for several causes is as many ranges. */
export function causedPlan(plan: SlotPlan, job: CountedSchedule, causes: MissedCauses): SlotPlan {
  return {
    ...plan,
    slots: plan.slots.map((planned) =>
      planned.intent === 'missed' ? { ...planned, reason: causes.at(planned.slot) } : planned,
    ),
    ranges: plan.ranges.flatMap((range) =>
      range.outcome === 'missed' ? causedRanges(range, job, causes) : [range],
    ),
  };
}

function causedRanges(
  range: PlannedRange,
  { schedule }: CountedSchedule,
  causes: MissedCauses,
): PlannedRange[] {
  const spans = bounded(causes.spans(range.from, range.to));
  if (spans.length === 1) return [{ ...range, reason: spans[0].cause }];
  const parts: PlannedRange[] = [];
  for (const { from, to, cause } of spans) {
    const count = schedule.countBetween(from - 1, to - 1);
    if (count === 0) continue;
    const [first, last] = [schedule.nextAfter(from - 1), schedule.previousBefore(to)!];
    parts.push({ from: first, to: last, outcome: 'missed', reason: cause, count });
  }
  return parts;
}

function bounded(spans: CauseSpan[]): CauseSpan[] {
  if (spans.length <= MAX_RANGES) return spans;
  const oldest = spans.slice(0, spans.length - MAX_RANGES + 1);
  const longest = oldest.reduce((best, one) => (one.to - one.from > best.to - best.from ? one : best));
  const merged = { from: oldest[0].from, to: oldest.at(-1)!.to, cause: longest.cause };
  return [merged, ...spans.slice(oldest.length)];
}
