import { TrackedCronError } from 'nestjs-tracked-cron';

/** What is wrong with an option of `CronMonitorModule`, and what to write instead. */
export function invalidOption(message: string, cause?: unknown): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `CronMonitorModule: ${message}`, {}, { cause });
}

/** Lets a check of the core speak for an option of ours. */
export function asOption<Checked>(where: string, check: () => Checked): Checked {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw invalidOption(where === '' ? error.message : `${where}: ${error.message}`, error);
  }
}
