import type { Schemas } from '../../../api/client.js';
import type { JobStatus } from '../../../api/queries.js';
import { laneItems } from './lane-items.js';

const NOW = Date.parse('2026-11-26T08:00:00Z');
const at = (seconds: number) => new Date(NOW + seconds * 1_000).toISOString();

const ran = (executionId: string, from: number, to: number | null, status = 'completed') => ({
  executionId,
  jobName: 'standings',
  status,
  from: at(from),
  to: to === null ? null : at(to),
  instanceId: null,
});
const lane = (more: object = {}) =>
  ({
    id: 'standings',
    name: 'standings',
    executions: [],
    counted: [],
    due: [],
    moreDue: false,
    expected: null,
    ...more,
  }) as Schemas['TimelineLane'];
const job = (more: object = {}) =>
  ({ jobName: 'standings', inFlight: [], lastSlots: [], nextDueAt: null, ...more }) as unknown as JobStatus;
const flying = (executionId: string, from: number) => ({
  executionId,
  status: 'running',
  givenUp: false,
  startedAt: at(from),
  scheduledAt: at(from),
});
const slot = (executionId: string, from: number, status: string, durationMs: number | null) => ({
  executionId,
  scheduledAt: at(from),
  status,
  durationMs,
  count: 1,
  until: null,
});

const told = (laid: object, now: object = {}) =>
  laneItems({ lane: lane(laid), laidAt: NOW - 5_000, job: job(now), now: NOW, until: NOW + 3_600_000 }).map(
    (item) => [
      item.kind === 'execution' ? `${item.id} ${item.status}` : item.kind,
      (item.from - NOW) / 1_000,
      item.to === null ? null : (item.to - NOW) / 1_000,
    ],
  );

it('shows what has started since the lane was laid out', () => {
  expect(told({ executions: [ran('a', -300, -290)] }, { inFlight: [flying('b', -2)] })).toEqual([
    ['a completed', -300, -290],
    ['b running', -2, null],
  ]);
});

it('shows how those have ended that were in flight then, and what came and went in between', () => {
  const laid = { executions: [ran('a', -60, null, 'running')] };
  const lastSlots = [
    slot('b', -3, 'failed', 1_000),
    slot('a', -61, 'completed', 55_000),
    slot('old', -900, 'completed', 1),
  ];
  expect(told(laid, { lastSlots })).toEqual([
    ['a completed', -60, -5],
    ['b failed', -3, -2],
  ]);
});

it('lets stop what is in flight no more, although nobody has said yet how it ended', () => {
  expect(told({ executions: [ran('by-hand', -60, null, 'running')] })).toEqual([['by-hand running', -60, 0]]);
});

it('takes what is counted of one stretch for one thing, and adds to it only what came after', () => {
  const counted = ['completed', 'failed'].map((status) => ({
    from: at(-120),
    to: at(-60),
    status,
    count: 3,
  }));
  const lastSlots = [slot('new', -2, 'completed', 500), slot('counted', -30, 'completed', 500)];
  expect(told({ counted }, { lastSlots })).toEqual([
    ['counted', -120, -60],
    ['new completed', -2, -1.5],
  ]);
});

it('shows slots to come, one for all where there are too many, and one that nobody has decided', () => {
  const laid = { due: [at(-1), at(60), at(120)], moreDue: true };
  expect(told(laid, { nextDueAt: at(-9) })).toEqual([
    ['due', -9, null],
    ['due', 60, 3_600],
  ]);
  expect(told({ ...laid, moreDue: false })).toEqual([
    ['due', 60, null],
    ['due', 120, null],
  ]);
  expect(told(laid, { nextDueAt: at(-9), inFlight: [flying('a', 0)] })[0]).toEqual(['a running', 0, null]);
});
