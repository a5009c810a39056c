import { Queue, Worker } from 'bullmq';
import { ratesOf, type Rate, type RecordParameters } from './rate.js';

/** BullMQ as its documentation says it is fastest: added in bulk, worked on concurrently, removed on completion. */
export async function task(parameters: RecordParameters): Promise<Rate[]> {
  const { hostname: host, port, password } = new URL(process.env.BENCH_REDIS_URL!);
  const connection = {
    host,
    port: Number(port || 6379),
    password: decodeURIComponent(password) || undefined,
  };
  const rates: Rate[] = [];
  for (const inFlight of parameters.inFlight) {
    const name = `tracked-cron-bench-${process.pid}-${inFlight}`;
    const defaultJobOptions = { removeOnComplete: true, removeOnFail: true };
    const queue = new Queue(name, { connection, defaultJobOptions });
    const waiting = new Map<string, () => void>();
    const worker = new Worker(name, async () => undefined, { connection, concurrency: inFlight });
    worker.on('completed', ({ data }) => {
      const { key } = data as { key: string };
      waiting.get(key)?.();
      waiting.delete(key);
    });
    const add = gathering((keys) => queue.addBulk(keys.map((key) => ({ name: 'job', data: { key } }))));
    let asked = 0;
    rates.push(
      ...(await ratesOf({ ...parameters, inFlight: [inFlight] }, async () => {
        const key = String((asked += 1));
        await new Promise<void>((resolve) => {
          waiting.set(key, resolve);
          add(key);
        });
        return 1;
      })),
    );
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
  }
  return rates;
}

/** What is asked for in one turn of the event loop goes in one call. */
function gathering(send: (keys: string[]) => Promise<unknown>): (key: string) => void {
  let keys: string[] = [];
  return (key) => {
    if (keys.push(key) > 1) return;
    setImmediate(() => {
      const together = keys;
      keys = [];
      void send(together);
    });
  };
}
