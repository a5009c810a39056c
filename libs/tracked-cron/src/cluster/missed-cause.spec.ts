import fc from 'fast-check';
import { Schedule } from '../schedule/schedule.js';
import { causedPlan, missedSpan } from './caused-plan.js';
import type { Evidence, InstanceLife, Presence } from './evidence.js';
import { MissedCauses, STARTING_MS, type MissedCause } from './missed-cause.js';
import type { SlotPlan } from './slot-plan.js';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const MINUTE = 60_000;
const at = (minutes: number) => NOON + minutes * MINUTE;
const everySecond = new Schedule('* * * * * *', { timeZone: 'UTC' });

const life = (from: number, to: number, rest: Partial<InstanceLife> = {}): InstanceLife => ({
  id: `life-${from}-${to}`,
  host: 'web-1',
  release: '1.0.0',
  labels: [],
  executes: true,
  from: at(from) - STARTING_MS,
  to: at(to),
  leftByItself: true,
  ...rest,
});
const held = (kind: Evidence['kind'], from: number, to: number, rest: Partial<Evidence> = {}): Evidence => ({
  kind,
  instanceId: null,
  jobId: null,
  from: at(from),
  to: at(to),
  detail: {},
  ...rest,
});
const known = (lives: InstanceLife[], evidence: Evidence[] = []): Presence => ({
  lives,
  evidence,
  completeFrom: -Infinity,
});

describe('the likely cause of a slot that was missed five minutes past noon', () => {
  const all = life(-60, 60);
  it.each<[MissedCause, string, Presence, string[]?]>([
    ['no_instance', 'there never was an instance', known([])],
    ['no_instance', 'the only one was gone', known([life(-60, 4)])],
    ['no_instance', 'the only one had not come yet', known([life(6, 60)])],
    ['no_instance', 'the same release came back', known([life(-60, 4), life(6, 60)])],
    [
      'no_capable_instance',
      'one was there that runs no jobs',
      known([{ ...all, executes: false }, life(-60, 4)]),
      [],
    ],
    ['deployment', 'another release came', known([life(-60, 4), life(6, 60, { release: '1.1.0' })])],
    [
      'no_instance',
      'another release came, much later',
      known([life(-60, 4), life(21, 60, { release: '1.1.0' })]),
    ],
    ['no_instance', 'nobody knows releases', known([life(-60, 4, { release: null }), life(6, 60)])],
    ['unknown', 'one was there', known([all])],
    [
      'database_unreachable',
      'it could not reach the database',
      known([all], [held('database_unreachable', 4, 6)]),
    ],
    ['database_unreachable', 'nobody could register', known([], [held('database_unreachable', 4, 6)])],
    ['database_unreachable', 'it had just come back', known([all], [held('database_unreachable', 4, 4.95)])],
    ['unknown', 'the outage was over long before', known([all], [held('database_unreachable', 1, 4)])],
    ['unknown', 'the outage came later', known([all], [held('database_unreachable', 5.01, 6)])],
    ['event_loop_blocked', 'it stood still', known([all], [held('event_loop_blocked', 5, 5.1)])],
    [
      'event_loop_blocked',
      'it stood still, and so lost its connections',
      known([life(-60, 4)], [held('database_unreachable', 4, 6), held('event_loop_blocked', 4, 6)]),
    ],
    ['clock_stepped', 'time jumped', known([all], [held('clock_stepped', 4, 6)])],
    ['claim_slow', 'claims took long', known([all], [held('claim_slow', 4.9, 5.1)])],
    ['unknown', 'it was paused then', known([all], [held('paused', 4, 6)])],
    ['no_capable_instance', 'none had the label', known([all]), ['gpu']],
    [
      'no_instance',
      'the one with the label was gone, and nobody else is there',
      known([life(-60, 4, { labels: ['gpu'] })]),
      ['gpu'],
    ],
    [
      'unknown',
      'another one, which may not run it, stood still',
      known(
        [life(-60, 60, { labels: ['gpu'] }), { ...all, id: 'other' }],
        [held('event_loop_blocked', 4, 6, { instanceId: 'other' })],
      ),
      ['gpu'],
    ],
    ['unknown', 'too much happened since to read it all', { ...known([]), completeFrom: at(6) }],
  ])('is %s where %s', (cause, _, presence, runsOn = []) => {
    const causes = new MissedCauses(presence, runsOn);
    expect(causes.at(at(5))).toBe(cause);
    expect(causes.spans(at(5), at(5))).toEqual([{ from: at(5), to: at(5) + 1, cause }]);
  });
});

describe('a plan with missed slots', () => {
  const plan = (from: number, to: number): SlotPlan => ({
    slots: [
      { slot: to + 1_000, intent: 'missed', reason: 'unknown' },
      { slot: to + 2_000, intent: 'run', reason: null },
    ],
    ranges: [
      { from, to, outcome: 'missed', reason: 'unknown', count: (to - from) / 1_000 + 1 },
      { from, to, outcome: 'skipped', reason: 'breaker', count: 1 },
    ],
    watermark: to + 2_000,
    next: to + 3_000,
  });

  it('has a range for each cause, and leaves alone what was not missed', () => {
    const presence = known([life(-60, 1), life(3, 60)], [held('event_loop_blocked', 4, 5)]);
    const causes = new MissedCauses(presence, []);
    const { slots, ranges } = causedPlan(plan(at(0.5), at(5)), { schedule: everySecond }, causes);
    expect(slots.map(({ reason }) => reason)).toEqual(['unknown', null]);
    expect(ranges).toEqual([
      { from: at(0.5), to: at(1) - 1_000, outcome: 'missed', reason: 'unknown', count: 30 },
      { from: at(1), to: at(3) - 1_000, outcome: 'missed', reason: 'no_instance', count: 120 },
      { from: at(3), to: at(4) - 1_000, outcome: 'missed', reason: 'unknown', count: 60 },
      { from: at(4), to: at(5) - 1_000, outcome: 'missed', reason: 'event_loop_blocked', count: 60 },
      { from: at(5), to: at(5), outcome: 'missed', reason: 'unknown', count: 1 },
      { from: at(0.5), to: at(5), outcome: 'skipped', reason: 'breaker', count: 1 },
    ]);
  });

  it('asks for evidence from its first missed slot to its last, and for none where nothing is missed', () => {
    expect(missedSpan([plan(at(0), at(1))])).toEqual({ from: at(0), to: at(1) + 1_000 });
    expect(missedSpan([{ ...plan(at(0), at(1)), slots: [], ranges: [] }])).toBeUndefined();
  });

  it('loses no slot and counts none twice, however much happened, in at most fifty ranges', () => {
    const minutes = fc.integer({ min: -10, max: 400 });
    const stretch = fc.tuple(minutes, fc.integer({ min: 0, max: 40 }));
    const presences = fc.record({
      lives: fc.array(stretch, { maxLength: 60 }),
      evidence: fc.array(stretch, { maxLength: 60 }),
    });
    fc.assert(
      fc.property(presences, ({ lives, evidence }) => {
        const causes = new MissedCauses(
          known(
            lives.map(([from, length]) => life(from, from + length)),
            evidence.map(([from, length]) => held('event_loop_blocked', from, from + length)),
          ),
          [],
        );
        const whole = plan(at(0), at(390));
        const ranges = causedPlan(whole, { schedule: everySecond }, causes).ranges.slice(0, -1);
        expect(ranges.length).toBeLessThanOrEqual(50);
        expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(whole.ranges[0].count);
        let from = at(0);
        for (const range of ranges) {
          expect(range.from).toBe(from);
          from = range.to + 1_000;
          if (ranges.length < 50) expect(causes.at(range.from)).toBe(range.reason);
        }
      }),
    );
  });

  it('of two years and a thousand changes gets its causes in milliseconds', () => {
    const lives = Array.from({ length: 500 }, (_, n) => life(n * 2_000, n * 2_000 + 1_500));
    const evidence = lives.map((_, n) => held('event_loop_blocked', n * 2_000 + 10, n * 2_000 + 20));
    const job = { schedule: new Schedule('* * * * * *', { timeZone: 'Europe/Berlin' }) };
    const whole = plan(at(0), at(2 * 365 * 24 * 60));
    causedPlan(whole, job, new MissedCauses(known([]), [])); // reads the zone's changes
    const began = process.cpuUsage(); // other processes must not decide
    const { ranges } = causedPlan(whole, job, new MissedCauses(known(lives, evidence), []));
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(250);
    expect(ranges).toHaveLength(51);
  });
});
