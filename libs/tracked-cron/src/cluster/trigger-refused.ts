import type { JobDefinition } from '../definition/job-definition.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { TriggerRefusal } from './trigger.repository.js';

/**
 * Says why a manual run was not born; being in flight is for the caller to explain.
 * @throws TrackedCronError `FROZEN`, `CONCURRENCY_LIMIT`
 */
export function refused(
  { name, concurrency }: Pick<JobDefinition, 'name' | 'concurrency'>,
  refusal: TriggerRefusal,
): null {
  switch (refusal) {
    case 'in_flight':
      return null;
    case 'frozen':
      throw new TrackedCronError(
        'FROZEN',
        `Job "${name}" is frozen: nothing of it starts. Unfreeze it first, or run it all the same with force: true.`,
        { jobName: name },
      );
    case 'concurrency':
      throw new TrackedCronError(
        'CONCURRENCY_LIMIT',
        `Job "${name}" has to wait: its concurrency group "${concurrency?.key}" is full. Ask again when one of its jobs has ended.`,
        { jobName: name, key: concurrency?.key },
      );
  }
}
