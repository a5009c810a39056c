import { TrackedCronError } from 'nestjs-tracked-cron';
import type { JobRegistry } from 'nestjs-tracked-cron/internal';
import type { AlertingCode } from './alerting-code.js';
import type { PreferenceKey } from './preference-keys.js';
import { PreferenceLayers } from './preference-layers.js';

/** A preference that is asked for. */
export interface AskedPreference {
  readonly key: string;
  readonly value: unknown;
  readonly until: Date | null;
}

/** More is no preference. */
const LONGEST_VALUE = 8_000;

/**
 * Whether it could hold over the code alone. What gives something back to the code always can.
 * @param now epoch milliseconds
 * @throws TrackedCronError `INVALID_OPTION`, `UNKNOWN_JOB`, with what to write instead
 */
export function checkPreference(
  { key, value, until }: AskedPreference,
  parts: PreferenceKey,
  { code, jobs, now }: { code: AlertingCode; jobs: Pick<JobRegistry, 'isForeign' | 'get'>; now: number },
): void {
  if (value === null) return;
  if (parts.kind === 'mute') {
    if (until === null)
      throw refused(
        key,
        'for how long must be said, because nobody remembers a mute for ever: give `until`.',
      );
    // who is unknown here can't be muted by a slip of the pen
    if (!parts.name.includes('*') && jobs.isForeign(parts.name)) jobs.get(parts.name);
  }
  if ((JSON.stringify(value) ?? '').length > LONGEST_VALUE)
    throw refused(key, `its value must be JSON of at most ${LONGEST_VALUE} characters.`);
  asPreference(key, () => new PreferenceLayers(code).lay(parts, value, now));
}

/** Lets a check of options speak of a preference. */
function asPreference(key: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw refused(key, error.message.replace('CronMonitorModule: ', ''), error);
  }
}

function refused(key: string, why: string, cause?: unknown): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', `Preference ${key}: ${why}`, { key }, { cause });
}
