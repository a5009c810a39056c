import type { JobDefinition } from './job-definition.js';

/** What of a definition is kept as data, for people to read: functions are only said to be there. */
export function describeOptions(job: JobDefinition): Record<string, unknown> {
  return {
    source: job.source,
    profile: job.profile,
    scope: job.scope,
    misfire: job.misfire,
    catchUpWindow: job.catchUpWindow,
    maxCatchUp: job.maxCatchUp,
    timeout: job.timeout,
    runsOn: job.runsOn,
    enabled: job.enabled,
    disabledReason: job.disabledReason,
    enhancers: job.enhancers,
    keepResult: job.keepResult,
    assert: job.assert !== null,
    parameters: job.parameters?.['~standard'].vendor ?? null,
    alertThresholds: job.alertThresholds,
    sources: job.optionSources,
  };
}
