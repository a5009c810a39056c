import {
  ENDED_STATUSES,
  type BucketStatistics,
  type Distribution,
  type DurationDistribution,
  type EndedStatus,
  type Statistics,
  type StatisticsReport,
} from 'nestjs-tracked-cron';
import {
  about,
  count,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  type FieldSchemas,
} from '../openapi/schema.js';

const distributionFields: FieldSchemas<Distribution> = {
  count,
  p50: number,
  p95: number,
  p99: number,
  max: number,
};

export const distribution = object<Distribution>('Distribution', distributionFields);
export const durationDistribution = object<DurationDistribution>('DurationDistribution', {
  ...distributionFields,
  min: number,
  mean: number,
});

const statisticsFields: FieldSchemas<Statistics> = {
  counts: object<Readonly<Record<EndedStatus, number>>>(
    'Counts',
    Object.fromEntries(ENDED_STATUSES.map((status) => [status, count])) as Record<EndedStatus, typeof count>,
  ),
  successRate: about('0 to 1; null where nothing ended that says something.', nullable(number)),
  duration: about('Milliseconds, of what completed.', nullable(durationDistribution)),
  lateness: about('Milliseconds that slots waited for their start.', nullable(distribution)),
  totalMs: number,
};

export const statisticsReport = object<StatisticsReport>('StatisticsReport', {
  from: instant,
  to: instant,
  countedUntil: about('What was written before it is counted.', nullable(instant)),
  bucket: oneOf(['hour', 'day', 'none']),
  total: object<Statistics>('Statistics', statisticsFields),
  buckets: list(
    object<BucketStatistics>('BucketStatistics', { from: instant, to: instant, ...statisticsFields }),
  ),
});
