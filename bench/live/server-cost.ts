import { setTimeout as pause } from 'node:timers/promises';

/** When the process that clients are connected to is measured. */
export interface MeasuredWhen {
  /** Sockets that connect; measured is from a while after the last of them on. */
  readonly sockets: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What it cost. */
export interface ServerResult {
  readonly cpuPercent: number;
  /** Heap and buffers after a collection: when measuring began, and when it ended. */
  readonly memoryMb: readonly [before: number, after: number];
}

/** Measures this process while clients are connected; resolves when all of them have gone. */
export async function serverCost(
  connected: () => number,
  { sockets, warmUpMs, measureMs }: MeasuredWhen,
): Promise<ServerResult> {
  while (connected() < sockets) await pause(50);
  await pause(warmUpMs);
  const before = heldMb();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await pause(measureMs);
  const { user, system } = process.cpuUsage(cpu);
  const cpuPercent = ((user + system) / 1_000 / (performance.now() - begin)) * 100;
  const after = heldMb();
  while (connected() > 0) await pause(50);
  return { cpuPercent, memoryMb: [before, after] };
}

function heldMb(): number {
  globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
