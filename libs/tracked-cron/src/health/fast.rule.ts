import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';
import { isGood, newestOf } from './slot-record.js';
import { bandOf } from './usual-duration.js';

/**
 * What came to a good end last was through much sooner than usual, of a job that usually takes `executionTime` or longer:
 * perhaps it did nothing. A warning that is shown.
 */
export function findFast({ recent, usual, thresholds }: JobFacts): Finding | undefined {
  const band = bandOf(usual);
  const last = newestOf(recent.filter(isGood));
  if (usual === null || band === null || last === undefined || last.durationMs === null) return undefined;
  if (usual.medianMs < thresholds.executionTimeMs || last.durationMs > band.lowMs) return undefined;
  return {
    rule: 'fast',
    severity: 'warning',
    told: false,
    since: last.startedAt ?? last.completedAt,
    message: `took only ${formatDuration(last.durationMs)}, usually ${formatDuration(usual.medianMs)}`,
    count: 1,
    slot: last.scheduledAt,
    executionId: null,
  };
}
