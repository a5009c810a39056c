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
} from '../openapi/schema.js';
import type { JobPerformance, PerformanceReport } from './performance-report.js';
import type { Trend, TrendsReport } from './trends.js';

const window = {
  from: instant,
  to: instant,
  before: about('The period before.', fields<{ from: Date; to: Date }>({ from: instant, to: instant })),
  countedUntil: nullable(instant),
};
const share = about('0.4: 40 % more.', nullable(number));

const jobPerformance = object<JobPerformance>('JobPerformance', {
  jobName: text,
  group: nullable(text),
  runs: count,
  successRate: nullable(number),
  duration: nullable(durationDistribution),
  totalMs: number,
  lateness: nullable(distribution),
  skipped: count,
  missed: count,
  change: fields<JobPerformance['change']>({
    runs: share,
    p50: share,
    p95: share,
    totalMs: share,
    successRate: about('-0.05: five percentage points fewer complete.', nullable(number)),
  }),
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

export const trendsReport = object<TrendsReport>('TrendsReport', {
  ...window,
  items: list(trend),
  total: about('How many changes there are, those beyond `limit` too.', count),
});
