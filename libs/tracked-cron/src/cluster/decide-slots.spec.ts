import fc from 'fast-check';
import type { OverlapPolicy } from '../definition/job-definition.js';
import { decideSlots, type JobLanes } from './decide-slots.js';
import type { PlannedSlot } from './slot-plan.js';

const run = (slot: number): PlannedSlot => ({ slot, intent: 'run', reason: null });
const miss = (slot: number): PlannedSlot => ({ slot, intent: 'missed', reason: 'late' });
const job = (overlap: OverlapPolicy, rest: Partial<JobLanes> = {}): JobLanes => ({
  overlap,
  maxQueued: 2,
  concurrency: null,
  skipSlot: null,
  held: 0,
  queued: 0,
  slots: [run(1), run(2), run(3), run(4)],
  ...rest,
});
const decided = (...jobs: JobLanes[]) =>
  decideSlots(jobs, () => 0).map((fates) =>
    fates.map(({ status, reason }) => (reason === null ? status : `${status} ${reason}`)),
  );

describe('deciding slots', () => {
  it.each<[string, JobLanes, string[]]>([
    ['skip runs one', job('skip'), ['running', 'skipped overlap', 'skipped overlap', 'skipped overlap']],
    ['skip runs none beside another', job('skip', { held: 1, slots: [run(1)] }), ['skipped overlap']],
    ['skip asks nobody who waits', job('skip', { queued: 1, slots: [run(1)] }), ['running']],
    ['allow runs all', job('allow', { held: 3 }), ['running', 'running', 'running', 'running']],
    [
      'cancelPrevious runs the last, whatever is in flight',
      job('cancelPrevious', { held: 1 }),
      ['skipped overlap', 'skipped overlap', 'skipped overlap', 'running'],
    ],
    [
      'queue runs one and has two wait',
      job('queue'),
      ['running', 'pending', 'pending', 'skipped queue_full'],
    ],
    [
      'queue runs none before those who wait',
      job('queue', { queued: 1 }),
      ['pending', 'skipped queue_full', 'skipped queue_full', 'skipped queue_full'],
    ],
    ['queue runs none beside another', job('queue', { held: 1, slots: [run(1)] }), ['pending']],
    ['what is missed stays missed', job('skip', { slots: [miss(1), run(2)] }), ['missed late', 'running']],
    [
      'what is not wanted takes no place',
      job('skip', { skipSlot: 1, slots: [run(1), run(2)] }),
      ['skipped skip_next', 'running'],
    ],
    [
      'what would be missed is not skipped by hand',
      job('skip', { skipSlot: 1, slots: [miss(1)] }),
      ['missed late'],
    ],
  ])('%s', (_, one, fates) => {
    expect(decided(one)).toEqual([fates]);
  });

  it('fills a group in the order of slots, over all its jobs', () => {
    const concurrency = { key: 'feed', limit: 2 };
    const jobs = [
      job('allow', { concurrency, slots: [run(3), run(4)] }),
      job('queue', { concurrency, slots: [run(2)] }),
      job('skip', { concurrency: { key: 'mail', limit: 1 }, slots: [run(9)] }),
      job('skip', { slots: [run(9)] }),
    ];
    expect(decided(...jobs)).toEqual([
      ['running', 'skipped concurrency'],
      ['running'],
      ['running'],
      ['running'],
    ]);
    const full = decideSlots(jobs, (key) => (key === 'feed' ? 2 : 0));
    expect(full.map((fates) => fates[0].status)).toEqual(['skipped', 'pending', 'running', 'running']);
  });

  it('never decides a slot twice, a lane twice, or more for a group than it has room for', () => {
    const jobs = fc.array(
      fc.record({
        overlap: fc.constantFrom<OverlapPolicy>('skip', 'queue', 'allow'),
        maxQueued: fc.integer({ min: 1, max: 4 }),
        concurrency: fc.option(fc.constant({ key: 'feed', limit: 3 })),
        skipSlot: fc.option(fc.integer({ min: 1, max: 6 })),
        held: fc.integer({ min: 0, max: 2 }),
        queued: fc.integer({ min: 0, max: 4 }),
        slots: fc
          .uniqueArray(fc.integer({ min: 1, max: 6 }))
          .map((slots) => slots.sort().map((slot) => (slot === 6 ? miss(slot) : run(slot)))),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(jobs, fc.integer({ min: 0, max: 4 }), (given, lanes) => {
        const fates = decideSlots(given, () => lanes);
        const grouped = given.flatMap(({ concurrency }, nth) => (concurrency ? fates[nth] : []));
        const more = grouped.filter(({ status }) => status === 'running').length;
        expect(more).toBeLessThanOrEqual(Math.max(0, 3 - lanes));
        for (const [nth, one] of given.entries()) {
          expect(fates[nth].map(({ slot }) => slot)).toEqual(one.slots.map(({ slot }) => slot));
          const running = fates[nth].filter(({ status }) => status === 'running').length;
          const waiting = fates[nth].filter(({ status }) => status === 'pending').length;
          if (one.overlap !== 'allow') expect(running).toBeLessThanOrEqual(one.held > 0 ? 0 : 1);
          expect(waiting).toBeLessThanOrEqual(
            one.overlap === 'queue' ? Math.max(0, one.maxQueued - one.queued) : 0,
          );
          // what waits comes after what runs, or the queue would be out of order
          const order = fates[nth]
            .map(({ status }) => status)
            .filter((status) => status === 'running' || status === 'pending');
          if (one.overlap === 'queue') expect(order.lastIndexOf('running')).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
