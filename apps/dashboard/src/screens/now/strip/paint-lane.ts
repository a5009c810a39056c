import type { Status } from '../../../theme/states.js';
import type { LaneItem } from './lane-items.js';
import type { LaneShape } from './lane-shapes.js';
import { xOf, type Scale } from './strip-window.js';

/** What a lane is painted with: a canvas takes no custom properties. */
export interface Paints {
  readonly status: Readonly<Record<Status, string>>;
  readonly ink: string;
  readonly soft: string;
  readonly focus: string;
}

interface Lane {
  readonly shapes: readonly LaneShape[];
  /** What somebody points at. */
  readonly pointed: LaneItem | null;
  readonly scale: Scale;
  readonly now: number;
  /** How long what runs usually takes; null where nobody knows. */
  readonly expected: { readonly p50: number; readonly p95: number } | null;
  /** Pixels. */
  readonly height: number;
}

const MARGIN = 4;
const GAP = 1;
const TICK = 7;

/** Draws one lane: blocks of executions, what is counted, slots to come, and how far what runs will go on. */
export function paintLane(to: CanvasRenderingContext2D, lane: Lane, paints: Paints): void {
  const { shapes, scale, height, pointed } = lane;
  to.clearRect(0, 0, scale.width, height);
  to.fillStyle = paints.soft;
  to.globalAlpha = 0.35;
  to.fillRect(0, height - 1, scale.width, 1);
  to.globalAlpha = 1;
  for (const shape of shapes) paintShape(to, shape, lane, paints);
  const focused = shapes.find(({ item }) => item === pointed);
  if (!focused) return;
  const { top, tall } = trackOf(focused, height);
  to.strokeStyle = paints.focus;
  to.lineWidth = 2;
  to.strokeRect(focused.x - 2, top - 2, focused.width + 4, tall + 4);
}

function paintShape(to: CanvasRenderingContext2D, shape: LaneShape, lane: Lane, paints: Paints): void {
  const { item, x, width } = shape;
  const { top, tall } = trackOf(shape, lane.height);
  if (item.kind === 'due') return paintDue(to, item, x, lane, paints);
  if (item.kind === 'counted') return paintCounts(to, item, { x, width, top, tall }, paints);
  const colour = paints.status[item.status];
  to.fillStyle = to.strokeStyle = colour;
  to.lineWidth = 1.5;
  if (item.status === 'missed' || item.status === 'pending') {
    to.setLineDash(item.status === 'missed' ? [2, 2] : []);
    to.strokeRect(x - 2.5, top + 1, 6, tall - 2);
    to.setLineDash([]);
  } else if (item.status === 'skipped') {
    to.beginPath();
    to.moveTo(x - 3, top + tall);
    to.lineTo(x + 4, top);
    to.stroke();
  } else {
    if (item.to === null) paintGhost(to, item.from, { top, tall }, lane);
    to.fillRect(x, top, Math.max(1, width - GAP), tall);
  }
}

/** Up to where it usually goes, and up to where it nearly always has ended. */
function paintGhost(
  to: CanvasRenderingContext2D,
  from: number,
  { top, tall }: { top: number; tall: number },
  { expected, scale, now }: Lane,
): void {
  if (expected === null) return;
  const x = xOf(Math.max(from, now), scale);
  for (const [ms, alpha] of [
    [expected.p50, 0.35],
    [expected.p95, 0.18],
  ]) {
    const end = xOf(from + ms, scale);
    if (end <= x) continue;
    to.globalAlpha = alpha;
    to.fillRect(x, top, end - x, tall);
  }
  to.globalAlpha = 1;
}

/** The states of a bucket on top of each other, what went wrong at the top and never too thin to be seen. */
function paintCounts(
  to: CanvasRenderingContext2D,
  { counts }: Extract<LaneItem, { kind: 'counted' }>,
  { x, width, top, tall }: { x: number; width: number; top: number; tall: number },
  { status }: Paints,
): void {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  const heights = counts.map(({ count }) => Math.max(3, (tall * count) / all));
  const scale = tall / heights.reduce((sum, height) => sum + height, 0);
  const order = counts.map((_, nth) => nth).sort((a, b) => counts[a].count - counts[b].count);
  let y = top;
  for (const nth of order) {
    to.fillStyle = status[counts[nth].status];
    to.fillRect(x, y, Math.max(1, width - GAP), heights[nth] * scale);
    y += heights[nth] * scale;
  }
}

function paintDue(
  to: CanvasRenderingContext2D,
  { to: end, isOverdue }: Extract<LaneItem, { kind: 'due' }>,
  x: number,
  { height, scale }: Lane,
  { ink, soft, status }: Paints,
): void {
  const middle = height / 2;
  if (isOverdue) {
    to.strokeStyle = status.missed;
    to.lineWidth = 2;
    to.setLineDash([2, 2]);
    to.strokeRect(x - 3, MARGIN + 1, 6, height - 2 * MARGIN - 2);
    to.setLineDash([]);
    return;
  }
  to.fillStyle = ink;
  to.fillRect(x, middle - TICK / 2, 1.5, TICK);
  if (end === null) return;
  to.fillStyle = soft;
  for (let dot = x + 6; dot < Math.min(xOf(end, scale), scale.width); dot += 6)
    to.fillRect(dot, middle, 2, 1);
}

function trackOf({ track, tracks }: LaneShape, height: number): { top: number; tall: number } {
  const tall = (height - 2 * MARGIN) / tracks;
  return { top: MARGIN + track * tall, tall: Math.max(2, tall - (tracks > 1 ? GAP : 0)) };
}
