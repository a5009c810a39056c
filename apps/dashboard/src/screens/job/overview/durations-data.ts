import type { Schemas } from '../../../api/client.js';
import type { ChartSeries } from '../../../parts/chart-options.js';
import type { ChartMark } from '../../../parts/chart-marks.js';

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

/** What may explain a shift, and the colour it is marked with. Comings and goings of instances would hide it. */
const SHOWN: Readonly<Partial<Record<Mark['kind'], string>>> = {
  deployment: '--accent',
  configuration: '--state-paused',
  job_added: '--accent',
  job_removed: '--accent',
  instance_died: '--state-lost',
  paused: '--state-skipped',
  resumed: '--state-skipped',
  frozen: '--state-skipped',
  unfrozen: '--state-skipped',
};

export function shownMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ kind }) => kind in SHOWN);
}

export function chartMarks(marks: readonly Mark[]): readonly ChartMark[] {
  return marks.map(({ at, kind }) => ({ at: Date.parse(at), colour: SHOWN[kind] ?? '--line-strong' }));
}
