import { parentPort, workerData } from 'node:worker_threads';
import { connectionPool } from '../database/connection-pool.js';
import { SchemaTables } from '../database/schema-tables.js';
import { listenOn } from './bus/listen-on.js';
import { HeldLease, type TimedRenewal } from './held-lease.js';
import {
  troubleOf,
  type LeaseAnswer,
  type LeaseRequest,
  type LeaseThreadData,
  type LeaseWord,
  type NumberedRequest,
} from './lease-messages.js';
import { LeaseRepository } from './lease.repository.js';
import { judgeLoop } from './loop-stall.js';
import { SharedPulse } from './shared-pulse.js';

/*
 * The thread that keeps the lease: it renews on a connection of its own, whatever the main thread is doing, and hands on
 * what other instances say there. What it loads is little, because each process of the host pays for it.
 */

const data = workerData as LeaseThreadData;
const main = parentPort!;
const pulse = new SharedPulse(data.pulse);
const monotonic = () => Number(process.hrtime.bigint()) / 1e6 - data.clockAhead;
const pool = connectionPool(data.database, 'lease', { min: 1, max: 1 }, 5_000);
if (data.channel !== null) {
  listenOn(pool, data.channel, {
    heard: (payload) => say({ line: 'heard', payload }),
    opened: () => say({ line: 'opened' }),
    closed: () => say({ line: 'closed' }),
  });
}
const repository = new LeaseRepository({ lease: pool, tables: new SchemaTables(data.database.schema) }, data);
const lease = new HeldLease(repository, monotonic, pulse, data.leaseTtl);

let beating: NodeJS.Timeout | undefined;
let renewing: Promise<TimedRenewal> | undefined;
/** A beat found the renewal before it still under way. */
let overdue = false;
/** The local wall clock minus the database's, as last measured. */
let clockOffset = 0;

main.on('message', ({ number, request }: NumberedRequest) => {
  carryOut(request).then(
    (answer) => say({ number, answer }),
    (error: unknown) => say({ number, trouble: troubleOf(error) }),
  );
});

async function carryOut(request: LeaseRequest): Promise<LeaseAnswer> {
  switch (request.what) {
    case 'take':
      beating ??= setInterval(beat, data.leaseTtl / 3);
      return lease.take(request.id, request.description);
    case 'renew':
      return renew();
    case 'forget':
      return lease.forget();
    case 'release':
      clearInterval(beating);
      try {
        return await lease.release();
      } finally {
        void pool.end();
      }
  }
}

/** One beat. Of a main thread that has stood still for too long nobody believes that it comes back: its lease runs out. */
function beat(): void {
  if (loop().givenUp) return;
  if (!lease.isHeld) return say({ renewal: undefined });
  // where answers take as long as the beat, every other beat alone would not keep the lease
  if (renewing) {
    overdue = true;
    return;
  }
  renew()
    .then(
      (renewal) => say({ renewal }),
      (error: unknown) => say({ trouble: troubleOf(error) }),
    )
    .finally(() => {
      if (!overdue) return;
      overdue = false;
      beat();
    });
}

function renew(): Promise<TimedRenewal> {
  return (renewing ??= renewOnce().finally(() => (renewing = undefined)));
}

async function renewOnce(): Promise<TimedRenewal> {
  const { blockedFor } = loop();
  const eventLoopDelay = Math.max(pulse.takeDelay(), blockedFor ?? 0);
  const renewal = await lease.renew({ clockOffset, eventLoopDelay, blockedFor });
  const sinceMiddle = monotonic() - (renewal.asked + renewal.answered) / 2;
  clockOffset = Date.now() - sinceMiddle - renewal.databaseTime;
  return renewal;
}

function loop() {
  return judgeLoop(monotonic() - pulse.turnedAt, data.loopStallLimit);
}

function say(word: LeaseWord): void {
  main.postMessage(word);
}
