import type { LaneItem } from './lane-items.js';

/** Items are made anew with each answer: the one that is what the other was. */
export function sameItem(items: readonly LaneItem[], item: LaneItem): LaneItem | null {
  const same = (one: LaneItem) =>
    one.kind === 'execution' && item.kind === 'execution'
      ? one.id === item.id
      : one.kind === item.kind && one.from === item.from;
  return items.find(same) ?? null;
}
