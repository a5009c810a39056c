import type { Schemas } from '../../api/client.js';
import type { ChartSeries } from '../../parts/charts/chart-options.js';
import { count, duration } from '../../time/words.js';
import type { ChartName } from './report-words.js';

type Bucket = Schemas['BucketStatistics'];

interface DrawnChart {
  readonly instants: readonly number[];
  readonly series: readonly ChartSeries[];
  readonly format: (value: number) => string;
}

/** What each chart shows of the buckets of a window. */
export function chartOf(name: ChartName, buckets: readonly Bucket[]): DrawnChart {
  const instants = buckets.map(({ from }) => Date.parse(from));
  const values = (of: (bucket: Bucket) => number | null | undefined) =>
    buckets.map((bucket) => of(bucket) ?? null);
  if (name === 'durations') {
    return {
      instants,
      format: duration,
      series: [
        { name: 'p50', colour: '--state-running', values: values(({ duration }) => duration?.p50) },
        {
          name: 'p95',
          colour: '--state-completed',
          band: true,
          values: values(({ duration }) => duration?.p95),
        },
        {
          name: 'Longest',
          colour: '--state-skipped',
          dashed: true,
          values: values(({ duration }) => duration?.max),
        },
      ],
    };
  }
  if (name === 'lateness') {
    return {
      instants,
      format: duration,
      series: [
        { name: 'Late by, p50', colour: '--state-running', values: values(({ lateness }) => lateness?.p50) },
        {
          name: 'Late by, p95',
          colour: '--state-missed',
          band: true,
          values: values(({ lateness }) => lateness?.p95),
        },
      ],
    };
  }
  return { instants, format: (value) => count(Math.round(value)), series: outcomes(values) };
}

/** Bars one behind the other, the highest first: what stands in front is part of what stands behind. */
function outcomes(values: (of: (bucket: Bucket) => number) => (number | null)[]): ChartSeries[] {
  const bad = ({ counts }: Bucket) => counts.failed + counts.timed_out + counts.lost;
  return [
    {
      name: 'Ended',
      colour: '--state-completed',
      kind: 'bars',
      values: values((one) => one.counts.completed + bad(one)),
    },
    { name: 'Failed, timed out or lost', colour: '--state-failed', kind: 'bars', values: values(bad) },
    { name: 'Missed', colour: '--state-missed', values: values(({ counts }) => counts.missed) },
  ];
}
