import type { LaneItem } from './lane-items.js';
import { laneShapes, shapeAt } from './lane-shapes.js';

const scale = { from: 0, to: 1_000, width: 1_000 };
const ran = (id: string, from: number, to: number | null): LaneItem => ({
  kind: 'execution',
  id,
  jobName: 'standings',
  status: 'completed',
  from,
  to,
});
const drawn = (items: LaneItem[]) =>
  laneShapes(items, scale, 500).map(({ x, width, track, tracks }) => [x, width, track, tracks]);

it('draws an execution as long as it took, one in flight up to now, and none too small to be seen', () => {
  expect(drawn([ran('a', 100, 200), ran('b', 300, 300), ran('c', 400, null)])).toEqual([
    [100, 100, 0, 1],
    [300, 3, 0, 1],
    [400, 100, 0, 1],
  ]);
});

it('leaves out what is out of sight', () => {
  expect(drawn([ran('a', -200, -100), ran('b', -50, 50), ran('c', 1_100, 1_200)])).toEqual([
    [-50, 100, 0, 1],
  ]);
});

it('puts executions below each other that run beside each other', () => {
  expect(drawn([ran('a', 0, 100), ran('b', 50, 150), ran('c', 120, 130)])).toEqual([
    [0, 100, 0, 2],
    [50, 100, 1, 2],
    [120, 10, 0, 2],
  ]);
  const many = laneShapes(
    Array.from({ length: 9 }, (_, nth) => ran(`${nth}`, nth, 900)),
    scale,
    500,
  );
  expect(Math.max(...many.map(({ tracks }) => tracks))).toBe(4);
});

it('means by a point what is there, or what is nearest', () => {
  const shapes = laneShapes([ran('a', 100, 200), ran('b', 150, 250), ran('c', 300, 301)], scale, 500);
  const meant = (x: number, share = 0) => (shapeAt(shapes, x, share)?.item as { id: string } | undefined)?.id;
  expect([meant(120), meant(170, 0.1), meant(170, 0.9), meant(296), meant(600)]).toEqual([
    'a',
    'a',
    'b',
    'c',
    undefined,
  ]);
});
