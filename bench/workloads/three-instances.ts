import type { Firing } from '../due/firings.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';
import { withInstants } from './with-instants.js';

const INSTANCES = 3;

/** Three processes with the same jobs: how soon every slot has run somewhere, and that none ran twice. */
export async function threeInstances(run: BenchRun, round: number): Promise<void> {
  for (const jobs of run.quick ? [1_000] : [1_000, 10_000]) {
    run.say(`due-at-once: round ${round} of ${run.rounds}: three instances, ${jobs} slots`);
    await withInstants({ count: run.quick ? 2 : 6, spacing: 2_000, jobs, processes: INSTANCES }, (instants) =>
      run.server.withDatabase(async (url) => {
        const parameters = { url, jobs, instants, handlerMs: 0, whichJobs: true };
        const instances = await Promise.all(
          Array.from({ length: INSTANCES }, () => runTask('due/tracked', parameters)),
        );
        for (let firing = 0; firing < instances[0].length; firing++) {
          add(
            run,
            jobs,
            instances.map((firings) => firings[firing]),
          );
        }
        run.measurements.add('due-at-once', 'tracked', 'deadlocks', await deadlocks(run, url), {
          instances: INSTANCES,
          jobs,
        });
      }),
    );
  }
}

function add({ measurements }: BenchRun, jobs: number, firings: Firing[]): void {
  const parameters = { instances: INSTANCES, jobs };
  const ran = firings.flatMap((firing) => firing.jobs);
  const different = new Set(ran).size;
  const shares = firings.map(({ started }) => (100 * started) / jobs);
  const figures = {
    all_claimed_ms: Math.max(...firings.map(({ claimed }) => claimed)),
    all_started_ms: Math.max(...firings.map(({ max }) => max)),
    twice_executions: ran.length - different,
    missing_executions: jobs - different,
    smallest_share_percent: Math.min(...shares),
  };
  for (const [metric, value] of Object.entries(figures)) {
    measurements.add('due-at-once', 'tracked', metric, value, parameters);
  }
}

async function deadlocks({ server }: BenchRun, url: string): Promise<number> {
  const [{ deadlocks }] = await server.query<{ deadlocks: number }>(
    'select deadlocks::integer from pg_stat_database where datname = $1',
    [new URL(url).pathname.slice(1)],
  );
  return deadlocks;
}
