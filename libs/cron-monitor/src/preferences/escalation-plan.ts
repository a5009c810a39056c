import { routeOf, type ResolvedRoute } from '../routes/route.js';
import type { Conditioned } from '../conditions/conditions.js';
import { isAtLeast } from '../conditions/severity.js';

/** When an incident that nobody acknowledges is told again. Milliseconds; null: never. */
export interface EscalationPlan {
  readonly escalateAfterMs: number | null;
  readonly remindAfterMs: number | null;
}

/** How the route of an alert wants it; whom nobody hears of is not told again either. */
export function planOf(routes: readonly ResolvedRoute[], alert: Conditioned): EscalationPlan {
  const { escalate = null, remindAfterMs = null } = routeOf(routes, alert) ?? {};
  const escalates = escalate !== null && isAtLeast(alert.severity, escalate.from);
  return { escalateAfterMs: escalates ? escalate.afterMs : null, remindAfterMs };
}
