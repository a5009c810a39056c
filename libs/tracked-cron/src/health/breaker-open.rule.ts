import { formatDuration } from '../duration.js';
import type { Finding } from './finding.js';
import type { JobFacts } from './job-facts.js';

/** Its breaker lets nothing through, or one trial. A warning that is shown: the failures that opened it are told. */
export function findBreakerOpen({ breaker, now }: JobFacts): Finding | undefined {
  if (breaker === null) return undefined;
  const wait = breaker.until.getTime() - now.getTime();
  const next = wait > 0 ? `the next trial in ${formatDuration(wait)}` : 'its next slot is a trial';
  const open = formatDuration(now.getTime() - breaker.openedAt.getTime());
  return {
    rule: 'breaker_open',
    severity: 'warning',
    told: false,
    since: breaker.openedAt,
    message: `its breaker has been open for ${open}, after ${breaker.failures} failures in a row; ${next}`,
    count: Math.max(1, breaker.failures),
    slot: null,
    executionId: null,
  };
}
