import { TimeZone } from '../schedule/time-zone.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { NamedCalendars } from './calendar-option.js';
import { checkedOptions } from './define-job.js';
import { GROUP_OPTIONS, type TrackedCronGroupOptions } from './job-group.options.js';
import { invalid } from './job-option.js';
import { checkNames } from './known-options.js';

/**
 * Checks what the module says of groups, once, so that an error names the group and not each of its jobs.
 * @throws TrackedCronError `INVALID_OPTION` that names the group
 */
export function checkedGroups(
  groups: unknown,
  calendars: NamedCalendars = {},
): Readonly<Record<string, TrackedCronGroupOptions>> {
  if (groups === undefined) return {};
  if (typeof groups !== 'object' || groups === null || Array.isArray(groups)) {
    throw invalid("groups must be an object: write groups: { matches: { timeout: '20s' } }.");
  }
  for (const [name, options] of Object.entries(groups) as [string, TrackedCronGroupOptions][]) {
    checkGroup(name, options, calendars);
  }
  return { ...(groups as Record<string, TrackedCronGroupOptions>) };
}

function checkGroup(name: string, options: TrackedCronGroupOptions, calendars: NamedCalendars): void {
  try {
    checkNames(
      options,
      'option of a group',
      GROUP_OPTIONS,
      "its options must be an object: write { timeout: '20s' }.",
    );
    checkedOptions({ ...options, group: name }, calendars);
    if (options.timeZone !== undefined) TimeZone.of(options.timeZone);
  } catch (error) {
    if (!(error instanceof TrackedCronError)) throw error;
    throw new TrackedCronError(error.code, `groups.${name}: ${error.message}`, error.details, {
      cause: error,
    });
  }
}
