import { runTask } from '../support/run-task.js';
import type { SweepFigures } from '../sweep/shape.js';
import type { BenchRun } from './bench-run.js';

/** How long it takes to look at every job, of which a tenth fails. */
export async function sweep(run: BenchRun): Promise<void> {
  const { server, measurements, quick, say } = run;
  const jobs = quick ? 500 : 10_000;
  const rows = run.rows ?? (quick ? 20_000 : 1_000_000);
  await server.withDatabase(async (url) => {
    const asked = { url, jobs, rows, now: Math.floor(Date.now() / 1_000) * 1_000, times: quick ? 2 : 20 };
    say(`sweep: making ${rows.toLocaleString('en')} executions of ${jobs.toLocaleString('en')} jobs`);
    await runTask('sweep/fill', asked);
    for (let round = 1; round <= run.rounds; round++) {
      say(`sweep: round ${round} of ${run.rounds}`);
      const { first, next, keptMb } = await runTask('sweep/tracked', asked);
      const add = (which: 'first' | 'next', { ms, statements, blockedMs }: SweepFigures) => {
        measurements.add('sweep', 'tracked', 'sweep_ms', ms, { jobs, rows, which });
        measurements.add('sweep', 'tracked', 'statements', statements, { jobs, rows, which });
        measurements.add('sweep', 'tracked', 'loop_blocked_ms', blockedMs, { jobs, rows, which });
      };
      add('first', first);
      for (const one of next) add('next', one);
      measurements.add('sweep', 'tracked', 'kept_mb', keptMb, { jobs, rows });
    }
  });
}
