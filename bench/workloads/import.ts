import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

/** Each process loads once. */
const PROCESSES_A_ROUND = 5;

/** What loading the library adds to loading what it stands on. */
export async function importing(run: BenchRun): Promise<void> {
  for (let round = 1; round <= run.rounds; round++) {
    run.say(`import: round ${round} of ${run.rounds}`);
    for (let process = 1; process <= PROCESSES_A_ROUND; process++) {
      for (const by of ['import', 'require'] as const) {
        const { peersMs, overPeersMs } = await runTask('import/library', { by });
        run.measurements.add('import', 'empty', 'peers_ms', peersMs, { by });
        run.measurements.add('import', 'tracked', 'over_peers_ms', overPeersMs, { by });
      }
    }
  }
}
