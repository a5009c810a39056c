import type { Parameters as FigureParameters, Variant } from '../measurement.js';
import type { RecordParameters } from '../record/rate.js';
import { runTask } from '../support/run-task.js';
import type { BenchRun } from './bench-run.js';

type RecordTaskName =
  'record/tracked' | 'record/journal' | 'record/obvious' | 'record/limit' | 'record/bullmq';

interface Contender {
  readonly task: RecordTaskName;
  readonly variant: Variant;
  readonly with?: Pick<RecordParameters, 'handler' | 'connections'>;
}

const CONTENDERS: readonly Contender[] = [
  { task: 'record/tracked', variant: 'tracked', with: { handler: 'method' } },
  { task: 'record/tracked', variant: 'tracked', with: { handler: 'intercepted' } },
  { task: 'record/journal', variant: 'journal' },
  { task: 'record/obvious', variant: 'obvious' },
  { task: 'record/limit', variant: 'limit', with: { connections: 1 } },
  { task: 'record/limit', variant: 'limit', with: { connections: 2 } },
];
const BULLMQ: Contender = { task: 'record/bullmq', variant: 'bullmq' };

/** Recorded executions a second: durable birth, handler, durable end. */
export async function record({ server, measurements, rounds, quick, say }: BenchRun): Promise<void> {
  const redis = process.env.BENCH_REDIS_URL !== undefined;
  if (!redis) say('record: bullmq is skipped: set BENCH_REDIS_URL to measure it.');
  const contenders = redis ? [...CONTENDERS, BULLMQ] : CONTENDERS;
  const times = quick ? { seconds: 0.4, warmUpSeconds: 0.2 } : { seconds: 2.5, warmUpSeconds: 1 };
  for (let round = 1; round <= rounds; round++) {
    for (const { task, variant, with: given = {} } of contenders) {
      say(`record: round ${round} of ${rounds}: ${variant} ${Object.values(given).join(' ')}`);
      const rates = await server.withDatabase((url) =>
        runTask(task, { url, inFlight: quick ? [1, 100] : [1, 10, 100, 1_000], ...times, ...given }),
      );
      for (const { inFlight, perSecond, cpu, startLatency } of rates) {
        const parameters: FigureParameters = { inFlight, ...given };
        measurements.add('record', variant, 'per_s', perSecond, parameters);
        measurements.add('record', variant, 'cpu_us', cpu, parameters);
        if (startLatency !== undefined) {
          measurements.add('record', variant, 'start_p50_ms', startLatency, parameters);
        }
      }
    }
  }
}
