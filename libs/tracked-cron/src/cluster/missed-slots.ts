import type { JobDefinition } from '../definition/job-definition.js';

/** Missed slots of one gap that get rows of their own, the newest; the others are counted. */
const MAX_ROWS = 100;
/** Slots that are walked at once; a longer gap is worked off in parts. */
const MAX_SLOTS_A_PART = 10_000;

/** What was missed in one part of a gap. Instants are milliseconds since the epoch. */
export interface MissedPart {
  /** Slots with rows of their own, ascending. */
  readonly slots: readonly number[];
  /** The earlier ones. */
  readonly range: { readonly from: number; readonly to: number; readonly count: number } | null;
  /** Everything up to here is accounted for. */
  readonly until: number;
  /** Whether the gap goes on. */
  readonly more: boolean;
}

/** A time in which slots passed unseen, both ends not included, milliseconds since the epoch. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The slots after `after` that lie within one of the gaps: at most 10,000 of them at once. In the last part the newest
 * 100 get rows of their own.
 *
 * @param gaps ascending, apart
 */
export function missedSlots(
  schedule: Pick<JobDefinition['schedule'], 'nextAfter'>,
  after: number,
  gaps: readonly Gap[],
): MissedPart {
  const slots: number[] = [];
  let until = after;
  for (const gap of gaps) {
    for (
      let slot = schedule.nextAfter(Math.max(gap.from, until));
      slot < gap.to;
      slot = schedule.nextAfter(slot)
    ) {
      if (slots.length === MAX_SLOTS_A_PART) return { slots: [], range: counted(slots), until, more: true };
      slots.push(slot);
      until = slot;
    }
    until = Math.max(until, gap.to);
  }
  const rows = slots.slice(-MAX_ROWS);
  return { slots: rows, range: counted(slots.slice(0, slots.length - rows.length)), until, more: false };
}

function counted(slots: readonly number[]): MissedPart['range'] {
  return slots.length === 0 ? null : { from: slots[0], to: slots.at(-1)!, count: slots.length };
}

/**
 * When nobody was alive, between two instants.
 *
 * @param lives when instances began and ended, in any order; they may overlap
 */
export function gapsBetween(from: number, to: number, lives: readonly Gap[]): Gap[] {
  const gaps: Gap[] = [];
  let dead = from;
  for (const life of [...lives].sort((a, b) => a.from - b.from)) {
    if (life.from >= to) break;
    if (life.from > dead) gaps.push({ from: dead, to: life.from });
    dead = Math.max(dead, life.to);
  }
  if (dead < to) gaps.push({ from: dead, to });
  return gaps;
}
