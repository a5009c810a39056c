import type { JobColumn } from './jobs.search.js';

/** What the columns are called. */
export const COLUMN_NAMES: Readonly<Record<JobColumn, string>> = {
  health: 'State',
  jobName: 'Job',
  group: 'Group',
  owner: 'Owner',
  slots: 'Last 30 slots',
  day: '24 h',
  week: '7 days',
  p95: 'p50 → p95',
  last: 'Last',
  next: 'Next',
};
