import type { EscalationPlan } from '../preferences/escalation-plan.js';
import { acknowledging, snoozing } from './decide-by-hand.js';
import { decideStage } from './decide-stage.js';
import type { IncidentDecision, IncidentRecord, LastingSilence } from './incident-record.js';

const MINUTE = 60_000;
const NOW = Date.parse('2026-01-10T12:00:00Z');
const at = (minutes: number) => new Date(NOW + minutes * MINUTE);
const ANN = { by: 'ann', reason: null };
const PLAN: EscalationPlan = { escalateAfterMs: 30 * MINUTE, remindAfterMs: 240 * MINUTE };
const NEVER = { escalateAfterMs: null, remindAfterMs: null };
const aloud = () => null;

function incident(changed: Partial<IncidentRecord> = {}): IncidentRecord {
  return {
    id: 'i-1',
    subject: 'billing.invoices',
    jobId: null,
    group: null,
    owner: null,
    tags: [],
    state: 'open',
    severity: 'critical',
    findings: [],
    fingerprints: [],
    beganAt: at(-10),
    openedAt: at(0),
    acknowledgedAt: null,
    acknowledgedBy: null,
    snoozedUntil: null,
    snoozedBy: null,
    escalation: 0,
    goodRuns: 0,
    heldBy: null,
    parentEndedAt: null,
    heldUntil: null,
    silencedBy: null,
    waitsSince: at(0),
    remindedAt: null,
    judgedAt: at(0),
    resolvedAt: null,
    resolvedBy: null,
    resolution: null,
    revision: 1,
    ...changed,
  };
}

function after(decision: IncidentDecision | null, before: IncidentRecord): IncidentRecord {
  return { ...before, ...decision!.next };
}

/** Everything that happens to it, looked at each minute. */
function lived(
  first: IncidentRecord,
  minutes: number,
  plan = PLAN,
  silence: (at: Date) => LastingSilence | null = aloud,
): string[] {
  let current = first;
  const told: string[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const decision = decideStage(current, plan, () => silence(at(minute)), at(minute));
    if (decision === null) continue;
    told.push(...decision.events.map(({ kind, detail }) => `${minute} ${kind} ${JSON.stringify(detail)}`));
    current = after(decision, current);
  }
  return told;
}

describe('an incident that nobody acknowledges', () => {
  it('is escalated three steps, and reminded of for ever after', () => {
    expect(lived(incident(), 700)).toEqual([
      '30 escalated {"step":1}',
      '60 escalated {"step":2}',
      '90 escalated {"step":3}',
      '330 reminded null',
      '570 reminded null',
    ]);
  });

  it('is reminded of where its route does not escalate', () => {
    expect(lived(incident(), 480, { ...PLAN, escalateAfterMs: null })).toEqual([
      '240 reminded null',
      '480 reminded null',
    ]);
  });

  it('is told once where its route wants no more', () => {
    expect(lived(incident(), 10_000, NEVER)).toEqual([]);
  });

  it('waits anew when it has become worse', () => {
    expect(lived(incident({ waitsSince: at(20) }), 50)).toEqual(['50 escalated {"step":1}']);
  });
});

describe('an incident that somebody is on', () => {
  it('is left in peace', () => {
    const first = incident();
    expect(lived(after(acknowledging(ANN)(first, at(1)), first), 1_000)).toEqual([]);
  });
});

describe('an incident that is snoozed', () => {
  const snoozed = (first = incident()) => after(snoozing(at(60), ANN)(first, at(1)), first);

  it('wakes when that runs out, and waits for somebody again', () => {
    expect(lived(snoozed(), 90)).toEqual(['60 woken {"from":"snooze"}', '90 escalated {"step":1}']);
  });

  it('stays quiet until then', () => {
    expect(decideStage(snoozed(), PLAN, aloud, new Date(at(60).getTime() - 1))).toBeNull();
  });

  it('is told again when a silence is over into which it woke', () => {
    const silence = (now: Date) => (now < at(80) ? 'maintenance' : null);
    expect(lived(snoozed(), 100, PLAN, silence)).toEqual([
      '60 woken {"from":"snooze"}',
      '80 woken {"from":"maintenance"}',
    ]);
  });
});

describe('an incident that came up in silence', () => {
  const quiet = incident({ silencedBy: 'maintenance' });
  const window = (now: Date) => (now < at(45) ? 'maintenance' : null);

  it('is told when the window is over, not before, and waits from then on', () => {
    expect(lived(quiet, 75, PLAN, window)).toEqual([
      '45 woken {"from":"maintenance"}',
      '75 escalated {"step":1}',
    ]);
  });

  it('is not told again where somebody is on it by then', () => {
    const first = after(acknowledging(ANN)(quiet, at(1)), quiet);
    expect(lived(first, 100, PLAN, window)).toEqual([]);
    expect(decideStage(first, PLAN, aloud, at(45))).toMatchObject({ events: [], next: { silencedBy: null } });
  });

  it('nobody is reminded of in a window that began later', () => {
    expect(lived(incident(), 44, PLAN, window)).toEqual([]);
    expect(lived(incident(), 45, PLAN, window)).toEqual(['45 escalated {"step":1}']);
  });
});

describe('an incident that is held for its parent', () => {
  it('is neither escalated nor reminded of', () => {
    expect(lived(incident({ heldBy: 'feed' }), 1_000)).toEqual([]);
  });
});
