import type { JobRow } from '../definition/cron-job.repository.js';
import type { ObservedTimes } from './observed-times.js';

/** A job of the host that its own scheduler runs and this library only writes down. */
export interface ObservedJob {
  readonly name: string;
  readonly times: ObservedTimes;
  /** False where the host has switched it off in its decorator. */
  readonly enabled: boolean;
  /** Whether its runs are seen; false for a timer that doesn't show its callback. */
  readonly visible: boolean;
  /** Where it is written. */
  readonly source: string;
}

/** Its row. What `@Cron` does is what the profile `like-cron` says. */
export function observedRow({ name, times, enabled, visible, source }: ObservedJob): JobRow {
  const { kind, text, timeZone, schedule, everyMs } = times;
  return {
    name,
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
    },
  };
}
