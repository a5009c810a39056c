import { cpus, totalmem } from 'node:os';
import { judgeBars } from './bars.js';
import { readOptions } from './cli.js';
import { Measurements, type Workload } from './measurement.js';
import { asJsonLines, asTable, asVerdict } from './report.js';
import { startBenchServer } from './support/database.js';
import type { BenchRun } from './workloads/bench-run.js';
import { dueAtOnce } from './workloads/due-at-once.js';
import { history } from './workloads/history.js';
import { idle } from './workloads/idle.js';
import { importing } from './workloads/import.js';
import { live } from './workloads/live.js';
import { observe } from './workloads/observe.js';
import { page } from './workloads/page.js';
import { record } from './workloads/record.js';
import { sweep } from './workloads/sweep.js';

const RUNS: Record<Workload, (run: BenchRun) => Promise<void>> = {
  record,
  'due-at-once': dueAtOnce,
  idle,
  import: importing,
  observe,
  history,
  live,
  sweep,
  page,
};

async function main(): Promise<void> {
  const { workloads, rounds, rows, quick, json, minutes } = readOptions(process.argv.slice(2));
  const say = (text: string) => console.error(text);
  const measurements = new Measurements();
  const server = await startBenchServer();
  try {
    say(
      `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ` +
        `${server.description}; ${rounds} rounds${quick ? ', quick: figures mean little' : ''}`,
    );
    for (const workload of workloads)
      await RUNS[workload]({ server, measurements, rounds, rows, quick, minutes, say });
  } finally {
    await server.stop();
  }
  const all = measurements.all();
  if (json) console.log(asJsonLines(all));
  else console.log(`\n${asTable(all)}\n\n${asVerdict(judgeBars(all))}`);
}

main().catch((error: Error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
