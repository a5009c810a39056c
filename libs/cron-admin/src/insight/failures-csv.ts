import type { FailureGroup } from 'nestjs-tracked-cron';
import { csvOf, type CsvColumn } from './csv.js';

const COLUMNS: readonly CsvColumn<FailureGroup>[] = [
  { heading: 'fingerprint', value: ({ fingerprint }) => fingerprint },
  { heading: 'state', value: ({ state }) => state },
  { heading: 'error class', value: ({ errorClass }) => errorClass },
  { heading: 'message', value: ({ message }) => message },
  { heading: 'frame', value: ({ frame }) => frame },
  { heading: 'count', value: ({ count }) => count },
  { heading: 'last hour', value: ({ windows }) => windows.hour },
  { heading: 'last day', value: ({ windows }) => windows.day },
  { heading: 'last 7 days', value: ({ windows }) => windows.week },
  { heading: 'last 30 days', value: ({ windows }) => windows.month },
  { heading: 'jobs', value: ({ jobCount }) => jobCount },
  { heading: 'most in job', value: ({ jobs }) => jobs[0]?.jobName },
  { heading: 'first seen', value: ({ firstSeenAt }) => firstSeenAt },
  { heading: 'last seen', value: ({ lastSeenAt }) => lastSeenAt },
  { heading: 'last release', value: ({ lastRelease }) => lastRelease },
  { heading: 'decided by', value: ({ decision }) => decision?.by },
  { heading: 'reason', value: ({ decision }) => decision?.reason },
];

/** Failure groups as a table for spreadsheets. */
export function failuresCsv(groups: readonly FailureGroup[]): string {
  return csvOf(COLUMNS, groups);
}
