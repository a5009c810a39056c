import { distributionOf } from '../measure.js';
import { pointOf } from '../support/point-of.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

const DEFAULT_SECONDS = 30;

/**
 * A thousand clients with twenty sets of rights follow 200 jobs a second that another instance runs, beside fifty that never
 * read; gateway, jobs and clients each in a process of their own.
 */
export async function live(run: BenchRun): Promise<void> {
  const clients = run.quick ? 100 : 1_000;
  const deaf = run.quick ? 5 : 50;
  const seconds = run.minutes === undefined ? (run.quick ? 5 : DEFAULT_SECONDS) : run.minutes * 60;
  const warmUpMs = run.quick ? 2_000 : 10_000;
  for (let round = 1; round <= run.rounds; round++) {
    run.say(
      `live: round ${round} of ${run.rounds}: ${clients} clients, ${deaf} that never read, ${seconds} s`,
    );
    await run.server.withDatabase((url) =>
      once(run, { url, clients, deaf, warmUpMs, measureMs: seconds * 1_000 }),
    );
  }
}

interface Size {
  readonly url: string;
  readonly clients: number;
  readonly deaf: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

async function once(
  { measurements }: BenchRun,
  { url, clients, deaf, warmUpMs, measureMs }: Size,
): Promise<void> {
  const [executionId, working] = await pointOf((reached) => runTask('live/worker', { url }, reached));
  const sockets = clients + deaf;
  const [port, serving] = await pointOf((reached) =>
    runTask('live/server', { url, sockets, warmUpMs, measureMs }, reached),
  );
  // the clients stay a little longer than is measured
  const seen = await runTask('live/clients', {
    port: Number(port),
    clients,
    deaf,
    executionId,
    warmUpMs,
    measureMs: measureMs + 2_000,
  });
  const [{ cpuPercent, memoryMb }] = await Promise.all([serving, working]);
  const add = (metric: string, value: number) =>
    measurements.add('live', 'tracked', metric, value, { clients });
  const { p50, p99, max } = distributionOf(seen.latencies);
  add('update_p50_ms', p50);
  add('update_p99_ms', p99);
  add('update_max_ms', max);
  add('updates_per_client_s', seen.updates / clients / ((measureMs + 2_000) / 1_000));
  add('missed', seen.missed);
  const lines = distributionOf(seen.lineLatencies);
  add('line_p50_ms', lines.p50);
  add('line_max_ms', lines.max);
  add('gateway_cpu_percent', cpuPercent);
  add('gateway_mb', memoryMb[1]);
  add('gateway_growth_mb', memoryMb[1] - memoryMb[0]);
}
