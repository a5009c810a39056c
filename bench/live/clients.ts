import { setTimeout as pause } from 'node:timers/promises';
import type { JobStatus } from 'nestjs-tracked-cron';
import type { LiveDelta, LiveLines, LiveOperation, LiveSnapshot } from 'nestjs-tracked-cron/admin';
import { io, type Socket } from 'socket.io-client';
import { TEAMS, tokenOf } from './teams.js';

/** What the clients are told. */
export interface ClientsParameters {
  readonly port: number;
  readonly clients: number;
  /** Clients that never read anything. */
  readonly deaf: number;
  /** The execution whose log is followed. */
  readonly executionId: string;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** What they saw while it was measured. */
export interface ClientsResult {
  /** From the end of an execution until a client knows, milliseconds; a part of them. */
  readonly latencies: readonly number[];
  /** From a line that is logged until a client has it, milliseconds. */
  readonly lineLatencies: readonly number[];
  readonly deltas: number;
  readonly updates: number;
  /** Deltas whose predecessor a client did not have, and words that it was slow. */
  readonly missed: number;
}

/** One latency in so many is kept. */
const SAMPLE = 10;
/** Connections that are opened at a time. */
const AT_A_TIME = 50;

/** Follows all that each may see, and notes when it comes. */
export async function task(
  parameters: ClientsParameters,
  reached: (point: string) => void,
): Promise<ClientsResult> {
  const { port, clients, deaf, executionId, warmUpMs, measureMs } = parameters;
  const watch = new Watch();
  const sockets: Socket[] = [];
  for (let first = 0; first < clients + deaf; first += AT_A_TIME) {
    const next = Array.from(
      { length: Math.min(AT_A_TIME, clients + deaf - first) },
      (_, index) => first + index,
    );
    sockets.push(...(await Promise.all(next.map((index) => follow(port, index, index >= clients, watch)))));
  }
  const lines = sockets[0];
  lines.on('lines', (message: LiveLines) => watch.lines(message));
  lines.emit('subscribe', { channel: `logs:${executionId}` });
  reached('connected');
  await pause(warmUpMs);
  watch.begin();
  await pause(measureMs);
  const result = watch.end();
  for (const socket of sockets) socket.close();
  return result;
}

async function follow(port: number, index: number, deaf: boolean, watch: Watch): Promise<Socket> {
  const socket = io(`http://127.0.0.1:${port}/admin/cron-jobs`, {
    transports: ['websocket'],
    forceNew: true,
    auth: { token: tokenOf(index % TEAMS) },
  });
  let seq = -1;
  const ends = new Map<string, number>();
  socket.on('snapshot', (snapshot: LiveSnapshot) => (seq = snapshot.seq));
  socket.on('delta', (delta: LiveDelta) => {
    watch.delta(delta, delta.prev === seq, ends);
    ({ seq } = delta);
  });
  socket.on('lag', () => watch.lag());
  socket.on('hello', () => {
    void socket.emitWithAck('subscribe', { channel: 'jobs' });
    if (deaf) setTimeout(() => wireOf(socket).pause(), 100);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once(deaf ? 'hello' : 'snapshot', () => resolve());
    socket.once('connect_error', reject);
  });
  return socket;
}

function wireOf(socket: Socket): { pause(): void } {
  const { transport } = socket.io.engine as unknown as { transport: { ws: { pause(): void } } };
  return transport.ws;
}

class Watch {
  private measuring = false;
  private readonly latencies: number[] = [];
  private readonly lineLatencies: number[] = [];
  private deltas = 0;
  private updates = 0;
  private missed = 0;

  begin(): void {
    this.measuring = true;
  }

  /** @param ends the last end of each job that this client has heard of */
  delta({ ops }: LiveDelta, follows: boolean, ends: Map<string, number>): void {
    if (!this.measuring) return;
    this.deltas += 1;
    this.updates += ops.length;
    if (!follows) this.missed += 1;
    const now = Date.now();
    for (const operation of ops) {
      const end = endOf(operation);
      // an update may be about something else than an end
      if (end === null || ends.get(operation.id) === end) continue;
      if (ends.has(operation.id) && this.deltas % SAMPLE === 0) this.latencies.push(now - end);
      ends.set(operation.id, end);
    }
  }

  lag(): void {
    if (this.measuring) this.missed += 1;
  }

  lines({ lines }: LiveLines): void {
    const now = Date.now();
    if (this.measuring) for (const { text } of lines) this.lineLatencies.push(now - Number(text));
  }

  end(): ClientsResult {
    this.measuring = false;
    const { latencies, lineLatencies, deltas, updates, missed } = this;
    return { latencies, lineLatencies, deltas, updates, missed };
  }
}

/** When the execution ended that an update is about; null for one that is about another change. */
function endOf(operation: LiveOperation): number | null {
  if (operation.op !== 'upsert') return null;
  const { inFlight, lastSuccessAt } = operation.value as JobStatus;
  return inFlight.length > 0 || lastSuccessAt === null ? null : new Date(lastSuccessAt).getTime();
}
