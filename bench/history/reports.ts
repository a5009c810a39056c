import type { CronDatabase } from '../../libs/tracked-cron/src/database/cron-database.js';
import { FailureGroupRepository } from '../../libs/tracked-cron/src/history/failure-group.repository.js';
import { InstanceTimelineRepository } from '../../libs/tracked-cron/src/history/instance-timeline.repository.js';
import { StatisticsRepository } from '../../libs/tracked-cron/src/history/roll-ups/statistics.repository.js';
import { TimelineRepository } from '../../libs/tracked-cron/src/history/timeline.repository.js';
import { JobStatistics } from '../../libs/tracked-cron/src/manager/job-statistics.js';
import { WorkRepository } from '../../libs/tracked-cron/src/manager/insight/work.repository.js';
import { TimelineReader } from '../../libs/tracked-cron/src/manager/timeline/timeline-reader.js';
import type { TimelineQuery } from '../../libs/tracked-cron/src/manager/timeline/timeline.interface.js';
import { JOBS, SCOPE } from './shape.js';
import type { Draw } from './queries.js';

/** What is computed over many executions: of all jobs (`report`), or of one (`job-report`). */
export interface MeasuredReport {
  readonly name: string;
  readonly kind: 'report' | 'job-report';
  readonly ask: (draw: Draw) => Promise<unknown>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Every report. A new one is a line more. */
export function reportsOf(database: CronDatabase, now: number): readonly MeasuredReport[] {
  const failures = new FailureGroupRepository(database, SCOPE);
  const groups = (days: number, jobName?: string) =>
    failures.list({ now, from: now - days * DAY_MS, to: now, jobName, sort: '-count', limit: 50 });
  const job = (n: number) => `module${n % 40}.job${n}`;
  const anyJob = ({ upTo }: Draw) => job(upTo(JOBS));
  const statistics = new JobStatistics(new StatisticsRepository(database, SCOPE, { now: () => now }));
  const since = (days: number) => ({ from: new Date(now - days * DAY_MS), to: new Date(now) });
  const timeline = (hours: number, query: TimelineQuery = {}) =>
    timelinesOf(database, now).read({
      from: new Date(now - hours * HOUR_MS),
      to: new Date(now + HOUR_MS),
      ...query,
    });
  return [
    { name: 'timeline of 500 jobs, an hour', kind: 'report', ask: () => timeline(1, { limit: 500 }) },
    { name: 'timeline of 40 jobs, an hour', kind: 'report', ask: () => timeline(1, { limit: 40 }) },
    { name: 'timeline of 40 jobs, 7 days', kind: 'report', ask: () => timeline(168, { limit: 40 }) },
    { name: 'timeline by instance, an hour', kind: 'report', ask: () => timeline(1, { by: 'instance' }) },
    { name: 'timeline by instance, 24 hours', kind: 'report', ask: () => timeline(24, { by: 'instance' }) },
    { name: 'failure groups, 7 days', kind: 'report', ask: () => groups(7) },
    { name: 'failure groups, 30 days', kind: 'report', ask: () => groups(30) },
    ...[1, 7, 30].flatMap((days): MeasuredReport[] => [
      {
        name: `statistics, ${days} days`,
        kind: 'report',
        ask: () => statistics.getStatistics(since(days)),
      },
      {
        name: `statistics by job, ${days} days`,
        kind: 'report',
        ask: () => statistics.getStatisticsByJob(since(days)),
      },
    ]),
    {
      name: 'statistics by group, 30 days',
      kind: 'report',
      ask: () => statistics.getStatisticsBy('group', since(30)),
    },
    {
      name: 'statistics by hour, 7 days',
      kind: 'report',
      ask: () => statistics.getStatistics({ ...since(7), bucket: 'hour' }),
    },
    {
      name: 'statistics by day, 30 days',
      kind: 'report',
      ask: () => statistics.getStatistics({ ...since(30), bucket: 'day' }),
    },
    {
      name: 'statistics of a job, 30 days',
      kind: 'job-report',
      ask: (draw) => statistics.getStatistics({ jobName: anyJob(draw), ...since(30) }),
    },
    {
      name: 'statistics of the busiest job by hour, 30 days',
      kind: 'job-report',
      ask: () => statistics.getStatistics({ jobName: job(0), ...since(30), bucket: 'hour' }),
    },
    { name: 'failure groups of a job, 30 days', kind: 'job-report', ask: (draw) => groups(30, anyJob(draw)) },
  ];
}

function timelinesOf(database: CronDatabase, now: number): TimelineReader {
  const clock = { now: () => now };
  return new TimelineReader(
    new WorkRepository(database, SCOPE),
    new TimelineRepository(database),
    new InstanceTimelineRepository(database, SCOPE),
    new StatisticsRepository(database, SCOPE, clock),
    clock,
  );
}
