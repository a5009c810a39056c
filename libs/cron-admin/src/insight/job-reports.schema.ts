import { distribution, durationDistribution } from '../api/statistics.schema.js';
import {
  about,
  count,
  fields,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  type FieldSchemas,
} from '../openapi/schema.js';
import type { GroupPerformance, GroupsReport } from './groups-report.js';
import type {
  ComparedPerformance,
  JobPerformance,
  Performance,
  PerformanceReport,
} from './performance-report.js';
import type { Trend, TrendsReport } from './trends.js';

const window = {
  from: instant,
  to: instant,
  before: about('The period before.', fields<{ from: Date; to: Date }>({ from: instant, to: instant })),
  countedUntil: nullable(instant),
};
const share = about('0.4: 40 % more.', nullable(number));

const performanceFields: FieldSchemas<Performance> = {
  runs: count,
  successRate: nullable(number),
  duration: nullable(durationDistribution),
  totalMs: number,
  lateness: nullable(distribution),
  skipped: count,
  missed: count,
};

const comparedFields: FieldSchemas<ComparedPerformance> = {
  ...performanceFields,
  before: about(
    'What the period before came to; null where nothing was counted.',
    nullable(object<Performance>('Performance', performanceFields)),
  ),
  change: fields<JobPerformance['change']>({
    runs: share,
    p50: share,
    p95: share,
    totalMs: share,
    successRate: about('-0.05: five percentage points fewer complete.', nullable(number)),
  }),
};

const jobPerformance = object<JobPerformance>('JobPerformance', {
  jobName: text,
  group: nullable(text),
  owner: nullable(text),
  ...comparedFields,
});

const groupPerformance = object<GroupPerformance>('GroupPerformance', {
  name: about('Of the group or owner; null: of jobs that have none.', nullable(text)),
  jobs: about('How many of its jobs something was counted of.', count),
  ...comparedFields,
});

const trend = object<Trend>('Trend', {
  jobName: text,
  group: nullable(text),
  kind: oneOf([
    'failing',
    'missing',
    'slower',
    'later',
    'quieter',
    'busier',
    'recovering',
    'catching-up',
    'faster',
    'earlier',
  ]),
  measure: oneOf(['p50', 'p95', 'lateness', 'failureRate', 'missed', 'runs']),
  before: number,
  now: number,
  sentence: text,
});

export const performanceReport = object<PerformanceReport>('PerformanceReport', {
  ...window,
  items: list(jobPerformance),
  total: about('How many jobs there are, those beyond `limit` too.', count),
});

export const groupsReport = object<GroupsReport>('GroupsReport', {
  groupBy: oneOf(['group', 'owner']),
  ...window,
  items: list(groupPerformance),
  total: about('How many there are, those beyond `limit` too.', count),
});

export const trendsReport = object<TrendsReport>('TrendsReport', {
  ...window,
  items: list(trend),
  total: about('How many changes there are, those beyond `limit` too.', count),
});
