import { spreadOf, type Spread } from './measure.js';

export type Workload =
  'record' | 'due-at-once' | 'idle' | 'import' | 'observe' | 'history' | 'live' | 'sweep' | 'page';

/**
 * What was measured: `tracked` is the whole library, `journal` its births and ends alone, `obvious` what one would
 * write without it, `bare` `@nestjs/schedule` without any record, `limit` the least that the database can be asked for,
 * `claim` the claim's statements without a library around them, `bullmq` BullMQ on Redis, `empty` a Nest application without jobs.
 */
export type Variant = 'tracked' | 'journal' | 'obvious' | 'bare' | 'limit' | 'claim' | 'bullmq' | 'empty';

export type Parameters = Readonly<Record<string, string | number>>;

/** One figure, over all rounds. */
export interface Measurement extends Spread {
  readonly workload: Workload;
  readonly variant: Variant;
  readonly metric: string;
  readonly unit: string;
  readonly parameters: Parameters;
}

const UNITS: Record<string, string> = {
  per_s: 'executions/s',
  cpu_us: 'µs of node each',
  us: 'µs',
  cpu_percent: '% of a core',
  mb: 'MB',
  mb_per_day: 'MB/day',
  statements_per_min: 'statements/min',
  statements: 'statements',
  connections: 'connections',
  executions: 'executions',
  deadlocks: 'deadlocks',
  percent: '%',
  missed: 'deltas',
  client_s: 'updates/s',
};

/** Gathers what the rounds measure, figure by figure, in the order in which figures appeared. */
export class Measurements {
  private readonly figures = new Map<string, { what: Omit<Measurement, keyof Spread>; values: number[] }>();

  add(
    workload: Workload,
    variant: Variant,
    metric: string,
    value: number,
    parameters: Parameters = {},
  ): void {
    const key = JSON.stringify([workload, variant, metric, parameters]);
    const figure = this.figures.get(key);
    if (figure) return void figure.values.push(value);
    const what = { workload, variant, metric, unit: unitOf(metric), parameters };
    this.figures.set(key, { what, values: [value] });
  }

  all(): Measurement[] {
    return [...this.figures.values()].map(({ what, values }) => ({ ...what, ...spreadOf(values) }));
  }
}

function unitOf(metric: string): string {
  const unit = Object.entries(UNITS).find(([ending]) => metric === ending || metric.endsWith(`_${ending}`));
  return unit?.[1] ?? (metric.endsWith('_ms') ? 'ms' : '');
}
