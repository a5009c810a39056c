import { breakerWord } from '../execution/breaker.js';
import type { PlannedRange, SlotPlan } from './slot-plan.js';

/** What a job's breaker lets through. */
export type BreakerGate = 'all' | 'one' | 'none';

/** A breaker as the claim finds it under its lock. Instants are milliseconds since the Unix epoch. */
export interface GateFacts {
  readonly until: number | null;
  /** Whether the trial that a half-open breaker let through is still in flight. */
  readonly trialInFlight: boolean;
  readonly now: number;
}

/** A half-open breaker lets one slot through, and waits for what becomes of it. */
export function gateOf({ until, trialInFlight, now }: GateFacts): BreakerGate {
  const word = breakerWord({ until }, now);
  if (word === 'closed') return 'all';
  return word === 'open' || trialInFlight ? 'none' : 'one';
}

/**
 * What is left of a plan at a breaker: slots that it holds back are counted as skipped, like those of a pause; of several
 * that are due at a half-open one the newest is the trial. What would have been missed anyway stays missed.
 */
export function throughGate(plan: SlotPlan, gate: BreakerGate): SlotPlan {
  const toRun = plan.slots.filter(({ intent }) => intent === 'run').map(({ slot }) => slot);
  const held = gate === 'all' ? [] : gate === 'one' ? toRun.slice(0, -1) : toRun;
  if (held.length === 0) return plan;
  const slots = plan.slots.filter(({ slot, intent }) => intent !== 'run' || !held.includes(slot));
  return { ...plan, slots, ranges: [...plan.ranges, ...rangesOf(held, { ...plan, slots })] };
}

/** A range has no slot of another kind in it. */
function rangesOf(held: readonly number[], { slots, ranges }: SlotPlan): PlannedRange[] {
  const others = [...slots.map(({ slot }) => slot), ...ranges.map(({ from }) => from)];
  const runs: number[][] = [];
  for (const [nth, slot] of held.entries()) {
    const goesOn = nth > 0 && !others.some((other) => held[nth - 1] < other && other < slot);
    if (goesOn) runs.at(-1)!.push(slot);
    else runs.push([slot]);
  }
  return runs.map((run) => ({
    from: run[0],
    to: run.at(-1)!,
    outcome: 'skipped',
    reason: 'breaker',
    count: run.length,
  }));
}
