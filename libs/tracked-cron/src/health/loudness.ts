import type { ResolvedThresholds } from './alert-thresholds.js';
import { SEVERITIES, type Finding } from './finding.js';

const LOUD = SEVERITIES.indexOf('error');

/**
 * Findings as loud as the job wants them. Where it doesn't say, `stale` is told only if nothing else is that is at least an
 * error: why there is no good run has been told then.
 */
export function asTold(found: readonly Finding[], tell: ResolvedThresholds['tell']): Finding[] {
  const findings = found.map((finding) => asWanted(finding, tell[finding.rule]));
  const isCause = ({ rule, told, severity }: Finding) =>
    rule !== 'stale' && told && SEVERITIES.indexOf(severity) >= LOUD;
  if (tell.stale !== undefined || !findings.some(isCause)) return findings;
  return findings.map((finding) => (finding.rule === 'stale' ? { ...finding, told: false } : finding));
}

function asWanted(finding: Finding, wanted: ResolvedThresholds['tell'][Finding['rule']]): Finding {
  if (wanted === undefined) return finding;
  if (typeof wanted === 'boolean') return { ...finding, told: wanted };
  return { ...finding, told: true, severity: wanted };
}
