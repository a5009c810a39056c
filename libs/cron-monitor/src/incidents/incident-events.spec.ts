import fc from 'fast-check';
import { SEVERITIES, type Finding, type FindingRule, type Severity } from 'nestjs-tracked-cron';
import { acknowledging, resolving, snoozing } from './decide-by-hand.js';
import { decideIncident } from './decide-incident.js';
import { decideStage } from './decide-stage.js';
import type { IncidentDecision, IncidentRecord, NewIncidentEvent } from './incident-record.js';
import type { JudgedJob } from './judged-job.js';

const MINUTE = 60_000;
const START = Date.parse('2026-01-10T12:00:00Z');
const ANN = { by: 'ann', reason: null };
const PLAN = { escalateAfterMs: 30 * MINUTE, remindAfterMs: 90 * MINUTE };

/** What can happen to a job's incident; minutes since what happened before. */
type Step =
  | { readonly what: 'look'; readonly minutes: number; readonly job: Look }
  | { readonly what: 'time' | 'acknowledge' | 'snooze' | 'resolve'; readonly minutes: number };

interface Look {
  readonly findings: readonly {
    readonly rule: FindingRule;
    readonly severity: Severity;
    readonly told: boolean;
    readonly ago: number;
  }[];
  readonly goodRuns: number;
  readonly endedAgo: number | null;
  readonly parentFails: boolean;
  readonly silent: boolean;
}

const minutes = fc.integer({ min: 0, max: 60 });
const look: fc.Arbitrary<Look> = fc.record({
  findings: fc.uniqueArray(
    fc.record({
      rule: fc.constantFrom<FindingRule>('late', 'stale', 'failing', 'slow'),
      severity: fc.constantFrom(...SEVERITIES),
      told: fc.boolean(),
      ago: fc.integer({ min: -5, max: 200 }),
    }),
    { selector: ({ rule }) => rule },
  ),
  goodRuns: fc.nat(3),
  endedAgo: fc.option(fc.nat(100)),
  parentFails: fc.boolean(),
  silent: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('look' as const), minutes, job: look }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('time' as const, 'acknowledge' as const, 'snooze' as const, 'resolve' as const),
      minutes,
    }),
  },
);

/** A job's incidents as the tables would hold them. */
class Lived {
  readonly incidents: IncidentRecord[] = [];
  readonly events = new Map<string, NewIncidentEvent[]>();
  private now = START;

  get open(): IncidentRecord | null {
    return this.incidents.find(({ resolvedAt }) => resolvedAt === null) ?? null;
  }

  /** @returns the incident before and after, where it changed */
  take(
    taken: Step,
  ): { before: IncidentRecord | null; after: IncidentRecord; events: readonly NewIncidentEvent[] } | null {
    this.now += taken.minutes * MINUTE;
    const before = this.open;
    const decision = this.decide(taken, before);
    if (decision === null) return null;
    const id = before?.id ?? `i-${this.incidents.length}`;
    const after = { ...decision.next, id, revision: (before?.revision ?? 0) + 1 };
    if (before === null) this.incidents.push(after);
    else this.incidents[this.incidents.indexOf(before)] = after;
    this.events.set(id, [...(this.events.get(id) ?? []), ...decision.events]);
    return { before, after, events: decision.events };
  }

  private decide(taken: Step, open: IncidentRecord | null): IncidentDecision | null {
    const at = new Date(this.now);
    if (taken.what === 'look') {
      return decideIncident(open, this.judged(taken.job), {
        at,
        last: open === null ? (this.incidents.at(-1) ?? null) : null,
        parents: { failing: taken.job.parentFails ? 'feed' : null, endedAt: null },
        silence: () => (taken.job.silent ? 'muted' : null),
        againWithinMs: 30 * MINUTE,
      });
    }
    if (open === null) return null;
    if (taken.what === 'time') return decideStage(open, PLAN, () => null, at);
    if (taken.what === 'acknowledge') return acknowledging(ANN)(open, at);
    if (taken.what === 'resolve') return resolving(ANN)(open, at);
    return snoozing(new Date(this.now + 30 * MINUTE), ANN)(open, at);
  }

  private judged({ findings, goodRuns, endedAgo }: Look): JudgedJob {
    const before = (ago: number) => new Date(this.now - ago * MINUTE);
    const found = findings.map(({ ago, ...rest }): Finding => ({
      ...rest,
      since: before(ago),
      message: '',
      count: 1,
      slot: null,
      executionId: null,
    }));
    return {
      jobId: null,
      jobName: 'job',
      group: null,
      owner: null,
      tags: [],
      findings: found,
      fingerprints: [],
      goodRuns,
      lastEndAt: endedAgo === null ? null : before(endedAgo),
      nextLateAt: before(-20),
      recoverAfter: 2,
      dependsOn: [],
    };
  }
}

describe('whatever happens to a job', () => {
  const lives = (check: (lived: Lived, taken: ReturnType<Lived['take']>) => void) =>
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const lived = new Lived();
        for (const one of steps) check(lived, lived.take(one));
      }),
      { numRuns: 40 },
    );

  it('it has one open incident at most, that began no later than it was opened, before it was over', () => {
    lives((lived, taken) => {
      expect(lived.incidents.filter(({ resolvedAt }) => resolvedAt === null).length).toBeLessThanOrEqual(1);
      if (taken === null) return;
      const { beganAt, openedAt, resolvedAt } = taken.after;
      expect(beganAt.getTime()).toBeLessThanOrEqual(openedAt.getTime());
      expect(openedAt.getTime()).toBeLessThanOrEqual(resolvedAt?.getTime() ?? Infinity);
      expect(beganAt.getTime()).toBeLessThanOrEqual(taken.before?.beganAt.getTime() ?? Infinity);
    });
  });

  it('its events tell all of it: state, severity, what joined, how far it was escalated', () => {
    lives((_, taken) => {
      if (taken === null) return;
      const { before, after, events } = taken;
      const kinds = events.map(({ kind }) => kind);
      const loudest = events
        .filter(({ kind }) => kind === 'opened' || kind === 'worsened')
        .map(({ detail }) => (detail as Finding).severity);
      const severity = [...loudest, ...(before ? [before.severity] : [])].sort(
        (a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a),
      )[0];
      expect(after.severity).toBe(severity);
      expect(kinds.includes('opened')).toBe(before === null);
      expect(kinds.some((kind) => kind === 'recovered' || kind === 'resolved')).toBe(
        after.resolvedAt !== null,
      );
      expect(kinds.includes('acknowledged')).toBe(
        after.state === 'acknowledged' && before?.state !== 'acknowledged',
      );
      if (after.state !== before?.state) expect(kinds).not.toEqual([]);
      expect(after.escalation - (before?.escalation ?? 0)).toBe(
        kinds.filter((kind) => kind === 'escalated').length,
      );
      if (before !== null) {
        const toldBefore = before.findings.filter(({ told }) => told).map(({ rule }) => rule);
        const joined = after.findings.filter(({ rule, told }) => told && !toldBefore.includes(rule));
        const named = events.map(({ detail }) => (detail as Finding | null)?.rule);
        expect(named).toEqual(expect.arrayContaining(joined.map(({ rule }) => rule)));
      }
    });
  });

  it('nothing is told of what people are not told of', () => {
    lives((_, taken) => {
      for (const { kind, detail } of taken?.events ?? []) {
        if (kind === 'opened' || kind === 'joined' || kind === 'worsened')
          expect((detail as Finding).told).toBe(true);
      }
    });
  });

  it('its severity never falls, and it ends only once', () => {
    lives((lived, taken) => {
      if (taken?.before)
        expect(SEVERITIES.indexOf(taken.after.severity)).toBeGreaterThanOrEqual(
          SEVERITIES.indexOf(taken.before.severity),
        );
      for (const { id, resolvedAt } of lived.incidents) {
        const ends = lived.events.get(id)!.filter(({ kind }) => kind === 'recovered' || kind === 'resolved');
        expect(ends).toHaveLength(resolvedAt === null ? 0 : 1);
      }
    });
  });
});
