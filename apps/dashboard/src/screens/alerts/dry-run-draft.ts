import type { Schemas } from '../../api/client.js';
import type { Severity } from './alert-words.js';

export const WHAT = {
  now: 'What holds now',
  route: 'A route',
  thresholds: 'Thresholds of a job',
} as const;

/** What somebody wants to try, as it is filled in. */
export interface DryRunDraft {
  readonly what: keyof typeof WHAT;
  readonly jobName: string;
  readonly severity: Severity;
  readonly group: string;
  readonly channel: string;
  readonly consecutiveFailures: string;
  readonly staleness: string;
  readonly failureRate: string;
}

/** The question to the API; null where something is missing. */
export function dryRunOf(draft: DryRunDraft): Schemas['AlertDryRun'] | null {
  const { what, jobName, severity, group, channel } = draft;
  const job = jobName === '' ? {} : { jobName };
  if (what === 'now') return job;
  if (what === 'route') {
    if (channel === '') return null;
    const when = { severity, ...(group !== '' && { group }) };
    return { ...job, routes: [{ name: 'tried', when, channels: [channel] }] };
  }
  const alertThresholds = thresholdsOf(draft);
  if (jobName === '' || Object.keys(alertThresholds).length === 0) return null;
  return { jobName, alertThresholds };
}

function thresholdsOf({ consecutiveFailures, staleness, failureRate }: DryRunDraft) {
  return {
    ...(consecutiveFailures !== '' && { consecutiveFailures: Number(consecutiveFailures) }),
    ...(staleness !== '' && { staleness }),
    ...(failureRate !== '' && { failureRate: Number(failureRate) }),
  };
}
