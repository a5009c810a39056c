import { TrackedCronError } from 'nestjs-tracked-cron';

/** What is wrong with how access was configured, and what to write. */
export function invalidAccess(who: string, problem: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `${who}: ${problem}`);
}
