import fc from 'fast-check';
import { dueAt } from './jitter.js';
import { planSlots } from './plan-slots.js';
import { Schedule } from './schedule.js';

const MINUTE = 60_000;
const NOON = Date.parse('2026-03-02T12:00:00Z');

const job = (name: string, expression: string, jitter: number) => ({
  name,
  jitter,
  schedule: Schedule.of(expression, 'UTC'),
});

describe('jitter', () => {
  it('changes nothing for a job without', () => {
    expect(dueAt(job('a', '* * * * *', 0), NOON)).toBe(NOON);
  });

  it('stays within its bound, ahead of the next slot, and is the same each time', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.constantFrom('* * * * *', '@every 7s', '0 3 * * *', '*/20 9-17 * * mon-fri'),
        fc.integer({ min: 1, max: 7_200_000 }),
        fc.integer({ min: NOON, max: NOON + 1e9 }),
        (name, expression, jitter, after) => {
          const one = job(name, expression, jitter);
          const slot = one.schedule.nextAfter(after);
          const due = dueAt(one, slot);
          expect(due).toBeGreaterThanOrEqual(slot);
          expect(due - slot).toBeLessThanOrEqual(jitter);
          expect(due).toBeLessThan(one.schedule.nextAfter(slot));
          expect(dueAt(job(name, expression, jitter), slot)).toBe(due);
        },
      ),
    );
  });

  it('is the same in every release, so that those beside each other agree', () => {
    const late = ['nightly', 'hourly', ''].map(
      (name) => dueAt(job(name, '0 * * * *', 30 * MINUTE), NOON) - NOON,
    );
    expect(late).toEqual([269_515, 634_338, 1_223_301]);
  });

  it('is never as late as the next slot, however large', () => {
    const one = job('a', '@every 1s', 60 * MINUTE);
    let latest = 0;
    for (let slot = NOON; slot < NOON + 20_000_000; slot += 1_000)
      latest = Math.max(latest, dueAt(one, slot) - slot);
    expect(latest).toBe(998); // of 0 to 998, each as likely
  });

  it('spreads many jobs of one instant over the whole of it', () => {
    const quarters = [0, 0, 0, 0];
    for (let nth = 0; nth < 1_000; nth++) {
      const late = dueAt(job(`job-${nth}`, '0 * * * *', 10 * MINUTE), NOON) - NOON;
      quarters[Math.floor((late / (10 * MINUTE)) * 4)] += 1;
    }
    for (const count of quarters) expect(count).toBeGreaterThan(200);
  });

  it('spreads the slots of one job, too', () => {
    const one = job('a', '* * * * *', MINUTE);
    const late = Array.from({ length: 20 }, (_, nth) => dueAt(one, NOON + nth * MINUTE) - nth * MINUTE);
    expect(new Set(late).size).toBeGreaterThan(15);
  });

  it('keeps a slot from being due earlier, and is no lateness', () => {
    const policies = { misfire: 'skip' as const, catchUpWindow: null, maxCatchUp: 1 };
    const one = { ...job('a', '0 * * * *', 30 * MINUTE), ...policies };
    const due = dueAt(one, NOON);
    expect(due - NOON).toBeGreaterThan(MINUTE);
    const plan = (now: number) => planSlots({ job: one, watermark: NOON - 1, now, held: null });
    expect(plan(due - 1)).toEqual({ slots: [], ranges: [], watermark: NOON - 1, next: NOON });
    // with misfire: 'skip' a slot runs within five seconds
    expect(plan(due + 5_000).slots).toEqual([{ slot: NOON, intent: 'run', reason: null }]);
    expect(plan(due + 5_001).slots).toMatchObject([{ slot: NOON, intent: 'missed' }]);
  });
});
