import type { SlotSource } from './slot-source.js';

/** Due whenever one of several is; a slot that two of them share is one slot. */
export class UnionSlots implements SlotSource {
  constructor(private readonly parts: readonly SlotSource[]) {}

  after(instant: number): number {
    return Math.min(...this.parts.map((part) => part.after(instant)));
  }

  before(instant: number): number {
    return Math.max(...this.parts.map((part) => part.before(instant)));
  }

  /** Which slots the parts share, only a walk would tell. */
  count(): undefined {}
}

/** Never due. */
export const NEVER_SLOTS: SlotSource = { after: () => Infinity, before: () => -Infinity, count: () => 0 };
