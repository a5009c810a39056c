import { TrackedCronError } from 'nestjs-tracked-cron';

/** @param problem what is wrong, and what to write instead */
export function invalidSlackOption(channel: string, problem: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `${problem}.`, { channel });
}
