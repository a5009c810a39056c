import { useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import type { LaneItem } from './lane-items.js';
import { laneShapes, shapeAt } from './lane-shapes.js';
import { paintLane, type Paints } from './paint-lane.js';
import { laneWords } from './strip-words.js';
import type { Scale } from './strip-window.js';

interface LaneProps {
  readonly name: string;
  readonly items: readonly LaneItem[];
  readonly expected: { readonly p50: number; readonly p95: number } | null;
  readonly scale: Scale;
  readonly now: number;
  readonly height: number;
  readonly paints: Paints;
  /** What is pointed at in this lane; null for nothing. */
  readonly pointed: LaneItem | null;
  /** Whether Tab stops here. */
  readonly isStop: boolean;
  /** Pointed at at a place in the lane, pixels; null for nothing. */
  readonly onPoint: (item: LaneItem | null, x: number, by: 'pointer' | 'keys') => void;
  readonly onOpen: (item: LaneItem | null) => void;
  /** To the lane above or below. */
  readonly onMove: (step: 1 | -1) => void;
}

/** One lane of the strip. Left and right go through what is in it, Enter opens that, up and down lead to other lanes. */
export function Lane(props: LaneProps) {
  const { name, items, expected, scale, now, height, paints, pointed, isStop, onPoint, onOpen, onMove } =
    props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const shapes = useMemo(() => laneShapes(items, scale, now), [items, scale, now]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || scale.width === 0) return;
    const dots = window.devicePixelRatio;
    const [wide, tall] = [Math.round(scale.width * dots), Math.round(height * dots)];
    if (element.width !== wide) element.width = wide;
    if (element.height !== tall) element.height = tall;
    context.setTransform(dots, 0, 0, dots, 0, 0);
    paintLane(context, { shapes, pointed, scale, now, expected, height }, paints);
  }, [shapes, pointed, scale, now, expected, height, paints]);

  const meant = (event: MouseEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return shapeAt(shapes, event.clientX - left, (event.clientY - top) / height);
  };
  const step = (by: 1 | -1) => {
    const at = shapes.findIndex(({ item }) => item === pointed);
    const next = at === -1 ? (by === 1 ? 0 : shapes.length - 1) : at + by;
    const shape = shapes[Math.min(Math.max(next, 0), shapes.length - 1)];
    if (shape) onPoint(shape.item, shape.x + shape.width / 2, 'keys');
  };
  const pressed = (event: KeyboardEvent) => {
    const does: Partial<Record<string, () => void>> = {
      ArrowLeft: () => step(-1),
      ArrowRight: () => step(1),
      ArrowUp: () => onMove(-1),
      ArrowDown: () => onMove(1),
      Enter: () => onOpen(pointed),
      Escape: () => onPoint(null, 0, 'keys'),
    };
    const action = does[event.key];
    if (action === undefined) return;
    action();
    event.preventDefault();
  };
  return (
    <div
      className="lane"
      role="group"
      aria-roledescription="lane"
      aria-label={laneWords(name, items, now)}
      data-lane={name}
      tabIndex={isStop ? 0 : -1}
      style={{ height }}
      onKeyDown={pressed}
      onMouseMove={(event) => {
        const shape = meant(event);
        onPoint(shape?.item ?? null, shape ? shape.x + shape.width / 2 : 0, 'pointer');
      }}
      onMouseLeave={() => onPoint(null, 0, 'pointer')}
      onClick={(event) => onOpen(meant(event)?.item ?? null)}
      onBlur={() => onPoint(null, 0, 'keys')}
    >
      <canvas ref={canvas} style={{ width: scale.width, height }} aria-hidden="true" />
    </div>
  );
}
