import type { DueParameters, Firing } from '../due/firings.js';
import { distributionOf } from '../measure.js';
import type { Parameters as FigureParameters, Variant } from '../measurement.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';
import { threeInstances } from './three-instances.js';
import { withInstants } from './with-instants.js';

type DueTaskName = 'due/tracked' | 'due/bare' | 'due/obvious' | 'due/claim' | 'due/limit';

const CONTENDERS: readonly { task: DueTaskName; variant: Variant }[] = [
  { task: 'due/tracked', variant: 'tracked' },
  { task: 'due/bare', variant: 'bare' },
  { task: 'due/obvious', variant: 'obvious' },
  { task: 'due/claim', variant: 'claim' },
  { task: 'due/limit', variant: 'limit' },
];

const BY_THE_SECOND: readonly DueTaskName[] = ['due/tracked', 'due/bare', 'due/claim'];

const MINUTE_MS = 60_000;

/** How late handlers start when many jobs are due in the same second. */
export async function dueAtOnce(run: BenchRun): Promise<void> {
  for (let round = 1; round <= run.rounds; round++) {
    for (const jobs of run.quick ? [100] : [100, 1_000, 10_000]) {
      for (const { task, variant } of CONTENDERS) {
        run.say(`due-at-once: round ${round} of ${run.rounds}: ${variant}, ${jobs} jobs`);
        await measure(run, task, variant, jobs, { jobs });
      }
    }
    await oneJobASecond(run, round);
    await threeInstances(run, round);
  }
  if (!run.quick) await everyMinute(run);
}

/** As most jobs are written. It takes minutes, and so is measured once, not in each round. */
async function everyMinute(run: BenchRun): Promise<void> {
  for (const { task, variant } of CONTENDERS.slice(0, 2)) {
    run.say(`due-at-once: ${variant}, 10,000 jobs every minute`);
    const minutes = { count: 2, spacing: MINUTE_MS, multiplesOf: MINUTE_MS };
    const [{ p50, p99, max }] = await fire(run, task, 10_000, minutes, '* * * * *');
    const add = (metric: string, value: number) =>
      run.measurements.add('due-at-once', variant, metric, value, { everyMinute: 10_000 });
    add('p50_ms', p50);
    add('p99_ms', p99);
    add('max_ms', max);
  }
}

async function oneJobASecond(run: BenchRun, round: number): Promise<void> {
  run.say(`due-at-once: round ${round} of ${run.rounds}: one job a second`);
  const seconds = run.quick ? 3 : 25;
  for (const { task, variant } of CONTENDERS.filter(({ task }) => BY_THE_SECOND.includes(task))) {
    const firings = await fire(run, task, 1, { count: seconds, spacing: 1_000 });
    const lateness = firings.map(({ max }) => max);
    addLateness(run, variant, { jobs: 1, every: '1s' }, lateness);
  }
}

async function measure(
  run: BenchRun,
  task: DueTaskName,
  variant: Variant,
  jobs: number,
  parameters: FigureParameters,
): Promise<void> {
  // the obvious way needs seconds for what the others do in a fraction of one
  const instants =
    task === 'due/obvious' && jobs >= 1_000
      ? { count: 2, spacing: jobs > 1_000 ? 19_000 : 5_000 }
      : { count: 6, spacing: 2_000 };
  const firings = await fire(run, task, jobs, instants);
  for (const { p50, p99, max } of firings) {
    run.measurements.add('due-at-once', variant, 'p50_ms', p50, parameters);
    run.measurements.add('due-at-once', variant, 'p99_ms', p99, parameters);
    run.measurements.add('due-at-once', variant, 'max_ms', max, parameters);
  }
}

function fire(
  { server }: BenchRun,
  task: DueTaskName,
  jobs: number,
  instants: { count: number; spacing: number; multiplesOf?: number },
  expression?: string,
): Promise<Firing[]> {
  return withInstants({ ...instants, jobs }, (at) =>
    server.withDatabase((url) => {
      const parameters: DueParameters = { url, jobs, instants: at, handlerMs: 0, whichJobs: false };
      return runTask(task, expression === undefined ? parameters : { ...parameters, expression });
    }),
  );
}

function addLateness(
  { measurements }: BenchRun,
  variant: Variant,
  parameters: FigureParameters,
  lateness: number[],
): void {
  const { p50, p99, max } = distributionOf(lateness);
  measurements.add('due-at-once', variant, 'p50_ms', p50, parameters);
  measurements.add('due-at-once', variant, 'p99_ms', p99, parameters);
  measurements.add('due-at-once', variant, 'max_ms', max, parameters);
}
