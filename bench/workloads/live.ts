import { distributionOf } from '../measure.js';
import { pointOf } from '../support/point-of.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

const DEFAULT_SECONDS = 30;
/** At most. */
const CONNECTING_MS = 10_000;

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
    for (const variant of ['tracked', 'bare'] as const) {
      run.say(
        `live: round ${round} of ${run.rounds}: ${variant}, ${clients} clients, ${deaf} that never read, ${seconds} s`,
      );
      await run.server.withDatabase((url) =>
        once(run, variant, { url, clients, deaf, warmUpMs, measureMs: seconds * 1_000 }),
      );
    }
  }
}

interface Size {
  readonly url: string;
  readonly clients: number;
  readonly deaf: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** Of `bare` the same jobs run beside it, so that they take what they take of the machine. */
async function once(
  { measurements }: BenchRun,
  variant: 'tracked' | 'bare',
  { url, clients, deaf, warmUpMs, measureMs }: Size,
): Promise<void> {
  const unseen = variant === 'bare' && { unseenMs: warmUpMs + measureMs + CONNECTING_MS };
  const [executionId, working] = await pointOf((reached) =>
    runTask('live/worker', { url, ...unseen }, reached),
  );
  const sockets = clients + deaf;
  const server = variant === 'bare' ? 'live/bare' : 'live/server';
  const [port, serving] = await pointOf((reached) =>
    runTask(server, { url, sockets, warmUpMs, measureMs }, reached),
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
    measurements.add('live', variant, metric, value, { clients });
  const { p50, p99, max } = distributionOf(seen.latencies);
  add('update_p50_ms', p50);
  add('update_p99_ms', p99);
  add('update_max_ms', max);
  add('updates_per_client_s', seen.updates / clients / ((measureMs + 2_000) / 1_000));
  add('missed', seen.missed);
  if (variant === 'tracked') {
    const lines = distributionOf(seen.lineLatencies);
    add('line_p50_ms', lines.p50);
    add('line_max_ms', lines.max);
  }
  add('gateway_cpu_percent', cpuPercent);
  add('gateway_mb', memoryMb[1]);
  add('gateway_growth_mb', memoryMb[1] - memoryMb[0]);
}
