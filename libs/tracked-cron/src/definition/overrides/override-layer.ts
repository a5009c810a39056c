import { TrackedCronError } from '../../tracked-cron.error.js';
import type { TrackedCronJobOptions } from '../tracked-cron-job.options.js';
import type { JobOverrideValues } from './override-fields.js';

/** What an override says in the words of the code, as a layer over it. @param code what it is laid over */
export function overrideLayer(
  { schedule: _expressions, timeout, retryPolicy, enabled, ...rest }: JobOverrideValues,
  code: TrackedCronJobOptions,
): TrackedCronJobOptions {
  const classify = code.retryPolicy?.classify;
  return {
    ...rest,
    ...(timeout !== undefined && { timeout: timeout === 'none' ? null : timeout }),
    ...(retryPolicy !== undefined && {
      retryPolicy: { ...own(retryPolicy), ...(classify && { classify }) },
    }),
    ...(enabled !== undefined && { disabled: switchedOff(enabled) }),
  };
}

function own(retryPolicy: unknown): object {
  if (typeof retryPolicy === 'object' && retryPolicy !== null && !('classify' in retryPolicy))
    return retryPolicy;
  throw new TrackedCronError(
    'INVALID_OPTION',
    'retryPolicy must be an object without classify, which stays the code\'s: write { "maxAttempts": 3 }.',
  );
}

function switchedOff(enabled: unknown): boolean {
  if (typeof enabled === 'boolean') return !enabled;
  throw new TrackedCronError('INVALID_OPTION', 'enabled must be true or false.');
}
