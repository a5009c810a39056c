import type { JobDefinition } from './job-definition.js';
import type { ResolvedRetryPolicy } from './retry-policy.js';

/** What of a definition is kept as data, for people to read: functions are only said to be there. */
export function describeOptions(job: JobDefinition): Record<string, unknown> {
  return {
    source: job.source,
    profile: job.profile,
    scope: job.scope,
    maxQueued: job.maxQueued,
    concurrency: job.concurrency,
    zombie: job.zombie,
    calendar: job.calendars.length === 0 ? null : job.calendars,
    when: job.when !== null,
    jitter: job.jitter,
    misfire: job.misfire,
    catchUpWindow: job.catchUpWindow,
    maxCatchUp: job.maxCatchUp,
    timeout: job.timeout,
    retryPolicy: job.retryPolicy.maxAttempts === 1 ? null : describePolicy(job.retryPolicy),
    onLost: job.onLost,
    breaker: job.breaker,
    runsOn: job.runsOn,
    enabled: job.enabled,
    disabledReason: job.disabledReason,
    enhancers: job.enhancers,
    keepResult: job.keepResult,
    assert: job.assert !== null,
    parameters: job.parameters?.['~standard'].vendor ?? null,
    logs: job.logs,
    alertThresholds: job.alertThresholds,
    dependsOn: job.dependsOn,
    runbookUrl: job.runbookUrl,
    impact: job.impact,
    canWaitUntil: job.canWaitUntil,
    rerun: job.rerun,
    overrides: job.overrides,
    override: job.override,
    switchedOff: job.switchedOff,
    sources: job.optionSources,
    ...(job.onlyByHand && { onlyByHand: true }),
    ...(job.system && { system: true }),
  };
}

/** A policy as data. */
export function describePolicy({ classify, ...policy }: ResolvedRetryPolicy): Record<string, unknown> {
  return { ...policy, classify: classify !== null };
}
