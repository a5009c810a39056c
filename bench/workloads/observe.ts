import { distributionOf } from '../measure.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

/** What observing adds to a call of a host's job. */
export async function observe(run: BenchRun): Promise<void> {
  const calls = run.quick ? 2_000 : 50_000;
  for (let round = 1; round <= run.rounds; round++) {
    const medians = { bare: 0, tracked: 0 };
    for (const variant of ['bare', 'tracked'] as const) {
      run.say(`observe: round ${round} of ${run.rounds}: ${variant}`);
      const times = await run.server.withDatabase((url) => runTask(`observe/${variant}`, { url, calls }));
      const { p50, p99 } = distributionOf(times.map((time) => time * 1_000));
      medians[variant] = p50;
      run.measurements.add('observe', variant, 'call_p50_us', p50);
      run.measurements.add('observe', variant, 'call_p99_us', p99);
    }
    run.measurements.add('observe', 'tracked', 'added_us', medians.tracked - medians.bare);
  }
}
