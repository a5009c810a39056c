import type { Schemas } from '../../../api/client.js';
import type { ChartMark, ChartSeries } from '../../../parts/charts/chart-options.js';

type Mark = Schemas['Mark'];

/** Durations over time, as they are drawn. */
export interface Durations {
  readonly instants: readonly number[];
  readonly series: readonly ChartSeries[];
}

/** The middle and the slowest twentieth, with the band between them; a gap where nothing completed. */
export function durationsOf(buckets: readonly Schemas['BucketStatistics'][]): Durations {
  const values = (of: (duration: Schemas['DurationDistribution']) => number) =>
    buckets.map(({ duration }) => (duration === null ? null : of(duration)));
  return {
    instants: buckets.map(({ from }) => Date.parse(from)),
    series: [
      { name: 'p50', colour: '--state-completed', values: values(({ p50 }) => p50) },
      { name: 'p95', colour: '--state-running', values: values(({ p95 }) => p95), band: true },
    ],
  };
}

/** What may explain a shift. Comings and goings of instances would hide it. */
const SHOWN: readonly Mark['kind'][] = [
  'deployment',
  'configuration',
  'job_added',
  'job_removed',
  'instance_died',
  'paused',
  'resumed',
  'frozen',
  'unfrozen',
];

export function shownMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ kind }) => SHOWN.includes(kind));
}

export function chartMarks(marks: readonly Mark[]): readonly ChartMark[] {
  return marks.map(({ at, text }) => ({ at: Date.parse(at), text }));
}
