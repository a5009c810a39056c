import type { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { FailureGroupRepository } from '../../libs/tracked-cron/src/history/failure-group.repository.js';
import { JOBS, SCOPE } from './shape.js';
import type { Draw } from './queries.js';

/** What is computed over many executions: of all jobs (`report`), or of one (`job-report`). */
export interface MeasuredReport {
  readonly name: string;
  readonly kind: 'report' | 'job-report';
  readonly ask: (draw: Draw) => Promise<unknown>;
}

const DAY_MS = 24 * 3_600_000;

/** Every report. A new one is a line more. */
export function reportsOf(database: CronDatabase, now: number): readonly MeasuredReport[] {
  const failures = new FailureGroupRepository(database, SCOPE);
  const groups = (days: number, jobName?: string) =>
    failures.list({ now, from: now - days * DAY_MS, to: now, jobName, sort: '-count', limit: 50 });
  const anyJob = ({ upTo }: Draw) => {
    const n = upTo(JOBS);
    return `module${n % 40}.job${n}`;
  };
  return [
    { name: 'failure groups, 7 days', kind: 'report', ask: () => groups(7) },
    { name: 'failure groups, 30 days', kind: 'report', ask: () => groups(30) },
    { name: 'failure groups of a job, 30 days', kind: 'job-report', ask: (draw) => groups(30, anyJob(draw)) },
  ];
}
