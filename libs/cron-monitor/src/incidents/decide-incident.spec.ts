import type { Finding } from 'nestjs-tracked-cron';
import { acknowledging, resolving } from './decide-by-hand.js';
import { decideIncident, type IncidentSurroundings } from './decide-incident.js';
import type { IncidentDecision, IncidentRecord } from './incident-record.js';
import type { JudgedJob } from './judged-job.js';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-10T12:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * MINUTE);
const ANN = { by: 'ann', reason: 'looked at it' };

function finding(changed: Partial<Finding> = {}): Finding {
  return {
    rule: 'late',
    severity: 'warning',
    told: true,
    since: at(-10),
    message: 'due for 10 m and not started',
    count: 1,
    slot: at(-10),
    executionId: null,
    ...changed,
  };
}

const failing = (changed: Partial<Finding> = {}) =>
  finding({ rule: 'failing', severity: 'error', since: at(-30), count: 3, ...changed });

function judged(changed: Partial<JudgedJob> = {}): JudgedJob {
  return {
    jobId: '01900000-0000-7000-8000-000000000001',
    jobName: 'billing.invoices',
    group: 'billing',
    owner: 'ann',
    tags: ['nightly'],
    findings: [],
    fingerprints: [],
    goodRuns: 0,
    lastEndAt: at(-60),
    nextLateAt: at(60),
    recoverAfter: 1,
    dependsOn: [],
    ...changed,
  };
}

function around(minutes: number, changed: Partial<IncidentSurroundings> = {}): IncidentSurroundings {
  return {
    at: at(minutes),
    last: null,
    parents: { failing: null, endedAt: null },
    silence: () => null,
    againWithinMs: 30 * MINUTE,
    ...changed,
  };
}

/** As it would be read after it was written. */
function written({ next }: IncidentDecision, before: IncidentRecord | null = null): IncidentRecord {
  return { ...next, id: before?.id ?? 'i-1', revision: (before?.revision ?? 0) + 1 };
}

function opened(findings: readonly Finding[], changed: Partial<JudgedJob> = {}): IncidentRecord {
  return written(decideIncident(null, judged({ findings, ...changed }), around(0))!);
}

const kinds = (decision: IncidentDecision | null) => decision?.events.map(({ kind }) => kind);

describe('a job without an incident', () => {
  it('has none as long as nothing is wrong', () => {
    expect(decideIncident(null, judged(), around(0))).toBeNull();
  });

  it('gets none for what people are not told of', () => {
    expect(decideIncident(null, judged({ findings: [finding({ told: false })] }), around(0))).toBeNull();
  });

  it('gets one that is dated to its first fault, as loud as the loudest', () => {
    const findings = [
      finding({ since: at(-12) }),
      failing({ since: at(-5) }),
      finding({ rule: 'slow', severity: 'critical', since: at(-90), told: false }),
    ];
    const decision = decideIncident(null, judged({ findings, fingerprints: ['f1'] }), around(0))!;
    expect(decision.next).toMatchObject({
      subject: 'billing.invoices',
      group: 'billing',
      owner: 'ann',
      tags: ['nightly'],
      state: 'open',
      severity: 'error',
      beganAt: at(-12),
      openedAt: at(0),
      fingerprints: ['f1'],
      heldBy: null,
      silencedBy: null,
    });
    expect(decision.next.findings.map(({ rule }) => rule)).toEqual(['late', 'failing', 'slow']);
    expect(decision.events).toEqual([
      { kind: 'opened', by: null, reason: null, detail: { ...findings[1], again: null } },
    ]);
  });

  it('began no later than it was opened, whatever a rule says of slots to come', () => {
    const soon = finding({ rule: 'no_executor', since: at(1) });
    expect(opened([soon]).beganAt).toEqual(at(0));
  });
});

describe('an incident that goes on', () => {
  it('is not written again while only the words of its findings change', () => {
    const incident = opened([finding()]);
    const later = judged({ findings: [finding({ message: 'due for 11 m and not started' })] });
    expect(decideIncident(incident, later, around(1))).toBeNull();
  });

  it('says every five minutes that it was still seen', () => {
    const decision = decideIncident(opened([finding()]), judged({ findings: [finding()] }), around(5))!;
    expect(decision.events).toEqual([]);
    expect(decision.next.findings[0].lastSeenAt).toEqual(at(5));
  });

  it('counts on without an event', () => {
    const decision = decideIncident(
      opened([failing()]),
      judged({ findings: [failing({ count: 4 })] }),
      around(1),
    )!;
    expect(decision).toMatchObject({ events: [], next: { findings: [{ count: 4 }] } });
  });

  it.each([
    ['joins as one event', 'warning', ['joined']],
    ['makes it worse as one event', 'error', ['worsened']],
  ] as const)('a further finding %s', (_, severity, events) => {
    const stale = finding({ rule: 'stale', severity, since: at(-40) });
    const decision = decideIncident(opened([finding()]), judged({ findings: [finding(), stale] }), around(1));
    expect(kinds(decision)).toEqual(events);
    expect(decision!.events[0].detail).toEqual(stale);
    expect(decision!.next).toMatchObject({ severity, beganAt: at(-40) });
  });

  it('becomes worse with a finding that does, and stays so when that gets better', () => {
    const first = opened([finding()]);
    const worse = decideIncident(first, judged({ findings: [finding({ severity: 'error' })] }), around(1))!;
    expect(kinds(worse)).toEqual(['worsened']);
    const better = decideIncident(written(worse, first), judged({ findings: [finding()] }), around(2))!;
    expect(better).toMatchObject({ events: [], next: { severity: 'error' } });
  });

  it('takes in silently what people are not told of', () => {
    const slow = finding({ rule: 'slow', severity: 'critical', told: false, since: at(-90) });
    const decision = decideIncident(opened([finding()]), judged({ findings: [finding(), slow] }), around(1))!;
    expect(decision).toMatchObject({ events: [], next: { severity: 'warning', beganAt: at(-10) } });
    expect(decision.next.findings).toHaveLength(2);
  });

  it('says no second time what came back, and dates it anew', () => {
    let incident = opened([finding(), failing()]);
    incident = written(decideIncident(incident, judged({ findings: [failing()] }), around(1))!, incident);
    expect(incident.findings[0].endedAt).toEqual(at(1));
    const back = decideIncident(
      incident,
      judged({ findings: [failing(), finding({ since: at(2) })] }),
      around(3),
    )!;
    expect(back.events).toEqual([]);
    expect(back.next.findings[0]).toMatchObject({ since: at(2), joinedAt: at(0), endedAt: null });
  });

  it('is not changed by facts that are older than those it is made of', () => {
    expect(
      decideIncident(opened([finding()]), judged({ goodRuns: 9, lastEndAt: at(0) }), around(-1)),
    ).toBeNull();
  });

  it('follows a job to another group', () => {
    const moved = judged({ findings: [finding()], group: 'mail' });
    expect(decideIncident(opened([finding()]), moved, around(1))!.next.group).toBe('mail');
  });
});

describe('an incident recovers', () => {
  it('by the good run after what did not happen, not by its start', () => {
    const incident = opened([finding()], { goodRuns: 100 });
    const started = decideIncident(incident, judged({ goodRuns: 100 }), around(1))!;
    expect(started).toMatchObject({ events: [], next: { state: 'open', resolvedAt: null } });
    const good = judged({ goodRuns: 101, lastEndAt: at(2) });
    const decision = decideIncident(written(started, incident), good, around(3))!;
    expect(kinds(decision)).toEqual(['recovered']);
    expect(decision.next).toMatchObject({
      state: 'resolved',
      resolvedAt: at(3),
      resolvedBy: null,
      resolution: 'a good run',
    });
  });

  it('by a result that comes late, but belongs to the slot it was about', () => {
    const late = judged({ goodRuns: 1, lastEndAt: at(-4) });
    expect(kinds(decideIncident(opened([finding()]), late, around(1)))).toEqual(['recovered']);
  });

  it('by as many good runs in a row as it says after failures', () => {
    let incident = opened([failing()]);
    const look = (minute: number, goodRuns: number) =>
      decideIncident(incident, judged({ goodRuns, recoverAfter: 3, lastEndAt: at(minute) }), around(minute))!;
    for (const minute of [1, 2]) {
      const decision = look(minute, minute);
      expect(decision).toMatchObject({ events: [], next: { goodRuns: minute, resolvedAt: null } });
      incident = written(decision, incident);
    }
    expect(look(3, 3)).toMatchObject({
      next: { goodRuns: 3, resolution: '3 good runs in a row' },
      events: [{ kind: 'recovered' }],
    });
  });

  it('not while anything that people are told of holds', () => {
    const rate = finding({ rule: 'failure_rate' });
    const good = judged({ findings: [rate], goodRuns: 5, lastEndAt: at(1) });
    const decision = decideIncident(opened([failing(), rate]), good, around(2))!;
    expect(decision.next).toMatchObject({ state: 'open', goodRuns: 0 });
  });

  it('although something holds that nobody is told of', () => {
    const slow = finding({ rule: 'slow', told: false });
    const good = judged({ findings: [slow], goodRuns: 1, lastEndAt: at(1) });
    const decision = decideIncident(opened([failing(), slow]), good, around(2))!;
    expect(decision.next.state).toBe('resolved');
    expect(decision.next.findings.map(({ endedAt }) => endedAt)).toEqual([at(2), at(2)]);
  });

  it('whoever is on it', () => {
    const incident = opened([failing()]);
    const seen = written(acknowledging(ANN)(incident, at(1))!, incident);
    const good = judged({ goodRuns: 1, lastEndAt: at(2) });
    expect(kinds(decideIncident(seen, good, around(3)))).toEqual(['recovered']);
  });
});

describe('after an incident that is over', () => {
  const over = (): IncidentRecord => {
    const incident = opened([failing()]);
    return written(decideIncident(incident, judged({ goodRuns: 1, lastEndAt: at(1) }), around(2))!, incident);
  };
  const resolvedByHand = (): IncidentRecord => {
    const incident = opened([failing()]);
    return written(resolving(ANN)(incident, at(2))!, incident);
  };

  it.each([
    ['within the cooldown says so', 31, { incidentId: 'i-1', resolvedAt: at(2) }],
    ['at its end says nothing', 32, null],
  ])('the next one %s', (_, minute, again) => {
    const findings = [failing({ since: at(minute) })];
    const decision = decideIncident(null, judged({ findings }), around(minute, { last: over() }));
    expect(decision!.events).toMatchObject([{ kind: 'opened', detail: { again } }]);
  });

  it('older facts open none', () => {
    const facts = judged({ findings: [failing()] });
    expect(decideIncident(null, facts, around(2, { last: over() }))).toBeNull();
    expect(decideIncident(null, facts, around(3, { last: over() }))).not.toBeNull();
  });

  it.each([
    ['holds on', failing(), {}, false],
    ['is counted further', failing({ count: 4 }), {}, true],
    ['began since', failing({ since: at(3) }), {}, true],
    ['became worse', failing({ severity: 'critical' }), {}, true],
    ['is of another rule', finding(), {}, true],
    ['has failed again, as often as the rule sees', failing(), { lastEndAt: at(3) }, true],
    ['did well in between', failing(), { lastEndAt: at(3), goodRuns: 1 }, false],
  ])('by hand, what %s', (_, found, facts, opens) => {
    const job = judged({ findings: [found], ...facts });
    const decision = decideIncident(null, job, around(4, { last: resolvedByHand() }));
    expect(kinds(decision)).toEqual(opens ? ['opened'] : undefined);
  });
});

describe('an incident whose parent has one', () => {
  const held = (findings = [failing()]): IncidentRecord => {
    const parents = { failing: 'feed', endedAt: null };
    return written(decideIncident(null, judged({ findings }), around(0, { parents }))!);
  };
  const ended = { failing: null, endedAt: at(1) };

  it('is recorded and held', () => {
    expect(held()).toMatchObject({ state: 'open', heldBy: 'feed' });
  });

  it('stays held after the end of that until it had a chance of its own', () => {
    const decision = decideIncident(
      held(),
      judged({ findings: [failing()], lastEndAt: at(1) }),
      around(2, { parents: ended }),
    )!;
    expect(decision).toMatchObject({
      events: [],
      next: { heldBy: 'feed', parentEndedAt: at(1), heldUntil: at(60) },
    });
  });

  it('is told when it failed again after that', () => {
    const again = judged({ findings: [failing({ count: 4 })], lastEndAt: at(5) });
    const decision = decideIncident(held(), again, around(6, { parents: ended }))!;
    expect(decision.next).toMatchObject({ heldBy: null, parentEndedAt: null, waitsSince: at(6) });
    expect(decision.events).toEqual([
      { kind: 'woken', by: null, reason: null, detail: { from: 'dependency', parent: 'feed' } },
    ]);
  });

  it.each([
    ['is told when its next slot was not started either', finding(), 60, null],
    ['waits a little longer for that', finding(), 59, 'feed'],
    ['that failed waits for the end of its next execution', failing(), 61, 'feed'],
  ])('and %s', (_, found, minute, heldBy) => {
    const first = held([found]);
    const noticed = decideIncident(first, judged({ findings: [found] }), around(2, { parents: ended }))!;
    const decision = decideIncident(
      written(noticed, first),
      judged({ findings: [found], nextLateAt: at(120) }),
      around(minute, { parents: ended }),
    );
    expect(decision?.next.heldBy ?? null).toBe(heldBy);
  });

  it('recovers without being told', () => {
    const good = judged({ goodRuns: 1, lastEndAt: at(5) });
    const decision = decideIncident(held(), good, around(6, { parents: ended }))!;
    expect(kinds(decision)).toEqual(['recovered']);
    expect(decision.next.heldBy).toBeNull();
  });

  it('is held again where its parent fails again', () => {
    const parents = { failing: 'feed', endedAt: null };
    const first = held();
    const noticed = decideIncident(first, judged({ findings: [failing()] }), around(2, { parents: ended }))!;
    const decision = decideIncident(
      written(noticed, first),
      judged({ findings: [failing()] }),
      around(3, { parents }),
    )!;
    expect(decision.next).toMatchObject({ heldBy: 'feed', parentEndedAt: null, heldUntil: null });
  });
});

describe('an incident that comes up in silence', () => {
  it('remembers that nobody was told', () => {
    const silence = () => 'maintenance' as const;
    const decision = decideIncident(null, judged({ findings: [failing()] }), around(0, { silence }))!;
    expect(decision).toMatchObject({ next: { silencedBy: 'maintenance' }, events: [{ kind: 'opened' }] });
  });
});
