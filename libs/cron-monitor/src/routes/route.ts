import type { Severity } from 'nestjs-tracked-cron';
import { fits, type Conditioned, type ResolvedConditions } from '../conditions/conditions.js';
import type { RouteConditions } from '../cron-monitor.options.js';
import type { ResolvedQuietHours } from './quiet-hours.js';

/** A route, checked, with every default. Durations in milliseconds. */
export interface ResolvedRoute {
  readonly name: string;
  /** As it was written. */
  readonly written: RouteConditions;
  readonly when: ResolvedConditions;
  readonly channels: readonly string[];
  readonly quietHours: ResolvedQuietHours | null;
  /** After how long, and from which severity on; null for never. */
  readonly escalate: { readonly afterMs: number; readonly from: Severity } | null;
  readonly escalateTo: readonly string[];
  readonly remindAfterMs: number | null;
  readonly source: 'code' | 'preference' | 'default';
}

/** The first route that fits; undefined where none does. */
export function routeOf(routes: readonly ResolvedRoute[], alert: Conditioned): ResolvedRoute | undefined {
  return routes.find(({ when }) => fits(when, alert));
}
