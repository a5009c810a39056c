import { distributionOf } from '../measure.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

const ROWS = { full: 10_000_000, quick: 20_000 };

/** How long every documented query of the history takes, over 1,000 jobs and 90 days. */
export async function history(run: BenchRun): Promise<void> {
  const { server, measurements, quick, say } = run;
  const rows = run.rows ?? (quick ? ROWS.quick : ROWS.full);
  const now = Math.floor(Date.now() / 1_000) * 1_000;
  await server.withDatabase(async (url) => {
    const asked = { url, rows, now, times: quick ? 3 : 100 };
    say(`history: making ${rows.toLocaleString('en')} executions`);
    await runTask('history/fill', asked, (point) => say(`history: ${point}`));
    for (let round = 1; round <= run.rounds; round++) {
      for (const variant of ['tracked', 'obvious'] as const) {
        say(`history: round ${round} of ${run.rounds}: ${variant}`);
        for (const { name: query, kind, times } of await runTask(`history/${variant}`, asked)) {
          const { p50, p99 } = distributionOf(times);
          measurements.add('history', variant, 'p50_ms', p50, { rows, kind, query });
          measurements.add('history', variant, 'p99_ms', p99, { rows, kind, query });
        }
      }
    }
  });
}
