import type { Finding } from 'nestjs-tracked-cron';
import { isLouder } from '../conditions/severity.js';
import type { IncidentRecord } from './incident-record.js';
import { isFailure } from './recovery.js';
import type { JudgedJob } from './judged-job.js';

/**
 * Whether a finding is about more than what somebody has declared to be over: what they knew may hold on for hours, and must not
 * be told again within seconds.
 *
 * @param resolved the incident that somebody ended by hand
 */
export function isToldAnew(
  finding: Finding,
  resolved: IncidentRecord,
  { goodRuns, lastEndAt }: Pick<JudgedJob, 'goodRuns' | 'lastEndAt'>,
): boolean {
  const known = resolved.findings.find(({ rule, told }) => told && rule === finding.rule);
  const end = resolved.resolvedAt!;
  if (known === undefined || finding.since > end || isLouder(finding.severity, known.severity)) return true;
  if (finding.executionId !== known.executionId || finding.count > known.count) return true;
  // as many failures as before, because the rule sees no farther back, but the newest of them is new
  return isFailure(finding.rule) && goodRuns === 0 && lastEndAt !== null && lastEndAt > end;
}
