import fc from 'fast-check';
import { at, facts, HOUR, SECOND } from '../../../../test/support/job-facts.js';
import { ENDED_STATUSES } from '../history/execution-status.js';
import { ScheduledSlots } from '../manager/slot-times.js';
import { Schedule } from '../schedule/schedule.js';
import { FINDING_RULES, SEVERITIES, type FindingRule } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { judgeHealth } from './job-health.js';
import { placeOf } from './slot-record.js';

describe('whatever the facts', () => {
  const instant = fc.integer({ min: -48 * HOUR, max: HOUR }).map(at);
  const maybe = fc.option(instant, { nil: null });
  const duration = fc.option(fc.integer({ min: 0, max: 10 * HOUR }), { nil: null });
  const counts = fc.record({ completed: fc.nat(1000), failed: fc.nat(50), missed: fc.nat(50) });
  const slotTimes = fc
    .tuple(
      fc.constantFrom('* * * * *', '*/5 * * * *', '30 3 * * *', '0 9 * * mon-fri', '@every 90s'),
      fc.constantFrom('UTC', 'Europe/Riga', 'America/New_York'),
    )
    .map(([expression, timeZone]) => new ScheduledSlots(Schedule.of(expression, timeZone), [], 0));
  const anyFacts: fc.Arbitrary<JobFacts> = fc
    .record({
      state: fc.constantFrom<JobFacts['state'][]>('active', 'paused', 'disabled', 'removed'),
      hold: fc.option(fc.record({ since: instant, until: maybe }), { nil: null }),
      dueSince: instant,
      watermark: instant,
      nextDueAt: maybe,
      periodMs: fc.integer({ min: SECOND, max: 48 * HOUR }),
      slots: fc.option(slotTimes, { nil: null }),
      recent: fc.array(
        fc.record({
          status: fc.constantFrom(...ENDED_STATUSES),
          reason: fc.constantFrom(null, 'overlap', 'paused', 'assertion', 'when: closed'),
          scheduledAt: maybe,
          startedAt: maybe,
          completedAt: instant,
          durationMs: duration,
        }),
        { maxLength: 30 },
      ),
      stretches: fc.array(
        fc.record({
          fromSlot: instant,
          toSlot: instant,
          outcome: fc.constantFrom('skipped' as const, 'missed' as const),
          reason: fc.constantFrom('paused', 'no_instance'),
          count: fc.integer({ min: 1, max: 99 }),
        }),
        { maxLength: 3 },
      ),
      inFlight: fc.array(
        fc.record({
          id: fc.uuid(),
          status: fc.constantFrom('pending' as const, 'running' as const),
          scheduledAt: maybe,
          startedAt: maybe,
          attempt: fc.integer({ min: 1, max: 3 }),
          heartbeatAt: maybe,
          progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
          progressMessage: fc.option(fc.string()),
          lostAt: maybe,
        }),
        { maxLength: 5 },
      ),
      lastSuccessAt: maybe,
      lastFailureAt: maybe,
      breaker: fc.option(fc.record({ openedAt: instant, until: instant, failures: fc.nat(9) }), {
        nil: null,
      }),
      executors: fc.option(
        fc.record({ alive: fc.nat(1), goneSince: maybe, obstacle: fc.constant('has the label gpu') }),
        { nil: null },
      ),
      usual: fc.option(
        fc.record({
          runs: fc.nat(40),
          q1Ms: fc.nat(1000),
          medianMs: fc.integer({ min: 1000, max: 9000 }),
          q3Ms: fc.integer({ min: 9000, max: 10_000 }),
          p99Ms: fc.constant(10_000),
        }),
        { nil: null },
      ),
      objective: fc.option(fc.record({ window: counts, tenth: counts, latest: counts }), { nil: null }),
    })
    .map((changed) =>
      facts(changed, {
        stallAfter: '1m',
        executionTime: '1m',
        mustSucceedBy: '06:00',
        objective: { successRate: 0.99, availability: 0.999 },
      }),
    );

  it('findings have a date, a count and at most one of each rule, and agree with the word', () => {
    fc.assert(
      fc.property(anyFacts, (any) => {
        const { health, findings } = judgeHealth(any);
        expect(new Set(findings.map(({ rule }) => rule)).size).toBe(findings.length);
        for (const { since, count, message } of findings) {
          expect(Number.isNaN(since.getTime())).toBe(false);
          expect(count).toBeGreaterThan(0);
          expect(message).not.toMatch(/undefined|NaN|unknown/);
        }
        const isWrong = findings.some(
          ({ rule, severity }) => !SHOWN.has(rule) && (rule !== 'lost' || severity === 'error'),
        );
        if (any.state === 'active') expect(health === 'healthy' || health === 'unknown').toBe(!isWrong);
      }),
    );
  });

  it('the order in which records are given does not matter', () => {
    fc.assert(
      fc.property(anyFacts, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (any, random) => {
        // equal slots may swap, what is found may not depend on more than that
        const keyed = any.recent.filter(
          (one, n) => any.recent.findIndex((other) => placeOf(other) === placeOf(one)) === n,
        );
        const shuffled = keyed
          .map((one) => ({ one, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(judgeHealth({ ...any, recent: shuffled })).toEqual(judgeHealth({ ...any, recent: keyed }));
      }),
    );
  });

  it('time alone never makes a job better that nobody has run, nor what is in flight', () => {
    const stay: readonly FindingRule[] = [
      'late',
      'never_ran',
      'stuck',
      'stale',
      'missed',
      'must_succeed_by',
      'failing',
      'assertion',
      'lost',
      'no_executor',
      'breaker_open',
      'skipped_again',
    ];
    fc.assert(
      fc.property(anyFacts, fc.nat(30 * HOUR), (any, passed) => {
        const later = new Map(
          judgeHealth({ ...any, now: at(passed) }).findings.map((one) => [one.rule, one]),
        );
        for (const { rule, severity, since } of judgeHealth(any).findings) {
          if (!stay.includes(rule)) continue;
          const then = later.get(rule);
          expect(then).toBeDefined();
          expect(SEVERITIES.indexOf(then!.severity)).toBeGreaterThanOrEqual(SEVERITIES.indexOf(severity));
          // the one it is about may have become another, never a later one
          expect(then!.since.getTime()).toBeLessThanOrEqual(since.getTime());
        }
      }),
    );
  });

  it('a finding is told as the job says, and is found or not whatever it says', () => {
    const tell = fc.dictionary(
      fc.constantFrom(...FINDING_RULES),
      fc.constantFrom<(boolean | 'critical')[]>(true, false, 'critical'),
    );
    fc.assert(
      fc.property(anyFacts, tell, (any, tell) => {
        const said = judgeHealth({ ...any, thresholds: { ...any.thresholds, tell } });
        const usual = judgeHealth(any);
        expect(said.health).toBe(usual.health);
        expect(said.findings.map(({ rule }) => rule)).toEqual(usual.findings.map(({ rule }) => rule));
        for (const { rule, told, severity } of said.findings) {
          if (tell[rule] !== undefined) expect(told).toBe(tell[rule] !== false);
          if (tell[rule] === 'critical') expect(severity).toBe('critical');
        }
      }),
    );
  });
});

/** What is only shown, unless the job says otherwise. */
const SHOWN: ReadonlySet<FindingRule> = new Set([
  'skipped_again',
  'slow',
  'fast',
  'breaker_open',
  'objective',
]);
