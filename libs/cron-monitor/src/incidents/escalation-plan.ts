import type { Incident } from './incident.js';

/** When an incident that nobody acknowledges is told again. Milliseconds; null: never. */
export interface EscalationPlan {
  readonly escalateAfterMs: number | null;
  readonly remindAfterMs: number | null;
}

/** Says how the route of an incident wants it: whoever routes is asked. */
export abstract class EscalationPlans {
  abstract planOf(incident: Incident): EscalationPlan;
}
