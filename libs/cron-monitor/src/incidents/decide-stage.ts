import type { EscalationPlan } from '../preferences/escalation-plan.js';
import {
  factsOf,
  happened,
  type IncidentDecision,
  type IncidentFacts,
  type IncidentRecord,
  type LastingSilence,
} from './incident-record.js';

/** Louder than that nobody can get; reminders go on. */
const MOST_STEPS = 3;

/** What time does to an incident: it wakes up, is escalated, is told again. @returns null where nothing is due */
export function decideStage(
  current: IncidentRecord,
  plan: EscalationPlan,
  silence: (incident: IncidentFacts) => LastingSilence | null,
  at: Date,
): IncidentDecision | null {
  const facts = factsOf(current);
  if (current.state === 'snoozed') {
    if (current.snoozedUntil! > at) return null;
    const awake = { ...facts, state: 'open' as const, snoozedUntil: null, waitsSince: at };
    const events = [happened('woken', { from: 'snooze' })];
    return { next: { ...awake, silencedBy: silence(awake) }, events };
  }
  if (current.heldBy !== null || silence(facts) !== null) return null;
  if (current.silencedBy !== null) return afterSilence(current, at);
  if (current.state !== 'open') return null;
  if (current.escalation < MOST_STEPS && isDue(current.waitsSince, plan.escalateAfterMs, at)) {
    const escalation = current.escalation + 1;
    return {
      next: { ...facts, escalation, waitsSince: at },
      events: [happened('escalated', { step: escalation })],
    };
  }
  const { waitsSince, remindedAt } = current;
  const lastTold = remindedAt !== null && remindedAt > waitsSince ? remindedAt : waitsSince;
  if (!isDue(lastTold, plan.remindAfterMs, at)) return null;
  return { next: { ...facts, remindedAt: at }, events: [happened('reminded')] };
}

/** It came up while nobody was told; whoever is on it already knows. */
function afterSilence(current: IncidentRecord, at: Date): IncidentDecision {
  const next = { ...factsOf(current), silencedBy: null };
  if (current.state !== 'open') return { next, events: [] };
  return { next: { ...next, waitsSince: at }, events: [happened('woken', { from: current.silencedBy })] };
}

function isDue(since: Date, afterMs: number | null, at: Date): boolean {
  return afterMs !== null && at.getTime() - since.getTime() >= afterMs;
}
