import type { Firing } from '../due/firings.js';
import type { Parameters, Variant } from '../measurement.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';
import { withInstants } from './with-instants.js';

const INSTANCES = 3;

/** Three processes with the same jobs, beside three that only claim: how soon every slot has run somewhere, and that none ran twice. */
export async function threeInstances(run: BenchRun, round: number): Promise<void> {
  for (const jobs of run.quick ? [1_000] : [1_000, 10_000]) {
    for (const variant of ['tracked', 'claim'] as const) {
      run.say(`due-at-once: round ${round} of ${run.rounds}: ${variant}, three instances, ${jobs} slots`);
      await measure(run, variant, jobs);
    }
  }
}

async function measure(run: BenchRun, variant: 'tracked' | 'claim', jobs: number): Promise<void> {
  const together = { count: run.quick ? 2 : 6, spacing: 2_000, jobs, processes: INSTANCES };
  await withInstants(together, (instants) =>
    run.server.withDatabase(async (url) => {
      const due = { url, jobs, instants, handlerMs: 0, whichJobs: true };
      const instances = await Promise.all(
        Array.from({ length: INSTANCES }, () => runTask(`due/${variant}`, due)),
      );
      const parameters = { instances: INSTANCES, jobs };
      const add = (figures: Readonly<Record<string, number>>) => addAll(run, variant, parameters, figures);
      for (let firing = 0; firing < instances[0]!.length; firing++) {
        add(
          figuresOf(
            instances.map((firings) => firings[firing]!),
            jobs,
          ),
        );
      }
      add({ deadlocks: await deadlocks(run, url) });
    }),
  );
}

function figuresOf(firings: readonly Firing[], jobs: number): Record<string, number> {
  const ran = firings.flatMap((firing) => firing.jobs);
  const different = new Set(ran).size;
  return {
    all_claimed_ms: Math.max(...firings.map(({ claimed }) => claimed)),
    all_started_ms: Math.max(...firings.map(({ max }) => max)),
    twice_executions: ran.length - different,
    missing_executions: jobs - different,
    smallest_share_percent: Math.min(...firings.map(({ started }) => (100 * started) / jobs)),
  };
}

function addAll(
  { measurements }: BenchRun,
  variant: Variant,
  parameters: Parameters,
  figures: Readonly<Record<string, number>>,
): void {
  for (const [metric, value] of Object.entries(figures)) {
    measurements.add('due-at-once', variant, metric, value, parameters);
  }
}

async function deadlocks({ server }: BenchRun, url: string): Promise<number> {
  const [{ deadlocks }] = await server.query<{ deadlocks: number }>(
    'select deadlocks::integer from pg_stat_database where datname = $1',
    [new URL(url).pathname.slice(1)],
  );
  return deadlocks;
}
