import type { JobRow } from '../definition/job-row.js';
import type { AlertThresholds } from '../health/alert-thresholds.js';
import type { ObservedTimes } from './observed-times.js';

/** A job of the host that its own scheduler runs and this library only writes down. */
export interface ObservedJob {
  readonly name: string;
  readonly times: ObservedTimes;
  /** False where the host has switched it off in its decorator. */
  readonly enabled: boolean;
  /** Whether its runs are seen; false for a timer that doesn't show its callback. */
  readonly visible: boolean;
  /** Whether a decorator made it; false for what code has put into the registry. */
  readonly declared: boolean;
  /** Where it is written. */
  readonly source: string;
}

/** Its row. What `@Cron` does is what the profile `like-cron` says. */
export function observedRow(
  { name, times, enabled, visible, declared, source }: ObservedJob,
  alertThresholds: AlertThresholds,
): JobRow {
  const { kind, text, timeZone, schedule, everyMs } = times;
  return {
    name,
    previousNames: [],
    declared,
    group: null,
    owner: null,
    tags: [],
    schedule: text,
    timeZone,
    overlap: 'allow',
    maxAttempts: 1,
    onLost: 'fail',
    options: {
      observed: { kind, everyMs, slots: schedule !== null, visible },
      profile: 'like-cron',
      scope: 'instance',
      misfire: 'skip',
      enabled,
      disabledReason: enabled ? null : 'disabled by its decorator',
      source,
      alertThresholds,
    },
  };
}
