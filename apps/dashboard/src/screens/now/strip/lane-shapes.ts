import type { LaneItem } from './lane-items.js';
import { xOf, type Scale } from './strip-window.js';

/** Where an item of a lane is drawn, pixels. */
export interface LaneShape {
  readonly item: LaneItem;
  readonly x: number;
  readonly width: number;
  /** Of executions beside each other, which one from above, and of how many. */
  readonly track: number;
  readonly tracks: number;
}

/** What is shorter is drawn so wide that one can see it. */
const LEAST_WIDTH = 3;
const MOST_TRACKS = 4;
/** So far beside an item one still points at it. */
const REACH = 5;

/** Items that are in sight, where they are drawn. Executions that overlap lie below each other. */
export function laneShapes(items: readonly LaneItem[], scale: Scale, now: number): LaneShape[] {
  const placed = items
    .map((item) => {
      const x = xOf(item.from, scale);
      return { item, x, width: Math.max(LEAST_WIDTH, xOf(endOf(item, now), scale) - x) };
    })
    .filter(({ x, width }) => x + width >= 0 && x <= scale.width);
  const ends: number[] = [];
  const tracked = placed.map((shape) => {
    if (shape.item.kind !== 'execution') return { ...shape, track: 0 };
    const free = ends.findIndex((end) => end <= shape.item.from);
    const track = Math.min(free === -1 ? ends.length : free, MOST_TRACKS - 1);
    ends[track] = Math.max(ends[track] ?? 0, endOf(shape.item, now));
    return { ...shape, track };
  });
  const tracks = Math.max(1, ends.length);
  return tracked.map((shape) => ({ ...shape, tracks: shape.item.kind === 'execution' ? tracks : 1 }));
}

/** The shape that is meant by a point: the smallest one there, or the nearest. */
export function shapeAt(shapes: readonly LaneShape[], x: number, share: number): LaneShape | null {
  const distance = (shape: LaneShape) => Math.max(shape.x - x, x - shape.x - shape.width, 0);
  const beside = ({ track, tracks }: LaneShape) => (Math.floor(share * tracks) === track ? 0 : 1);
  const near = shapes.filter((shape) => distance(shape) <= REACH);
  near.sort((a, b) => distance(a) - distance(b) || beside(a) - beside(b) || a.width - b.width);
  return near[0] ?? null;
}

function endOf(item: LaneItem, now: number): number {
  if (item.kind === 'execution') return item.to ?? Math.max(now, item.from);
  // of what is counted nothing is to come yet
  if (item.kind === 'counted') return Math.max(item.from, Math.min(item.to, now));
  return item.to ?? item.from;
}
