import { Logger } from '@nestjs/common';
import type pg from 'pg';
import { SystemClock, type Clock } from '../clock.js';
import type { DatabaseClock } from '../database/database-clock.js';
import type { TrackedCronEvents } from '../events.js';
import { InThreadLeaseKeeper } from './in-thread-lease-keeper.js';
import type { BusLine } from './bus/bus-line.js';
import { listenOn } from './bus/listen-on.js';
import type { InstanceIdentity } from './instance-identity.js';
import type { LeaseKeeper } from './lease-keeper.js';
import { LeaseRepository, type LeaseConnection } from './lease.repository.js';
import { LeaseThread, type LeaseThreadSettings } from './lease-thread.js';

/**
 * A thread of its own keeps the lease where handlers may block the main one. A process that runs no jobs has none; a clock
 * that a test moves is not that of another thread.
 */
export function makeLeaseKeeper(
  connection: LeaseConnection & { readonly lease: pg.Pool },
  clock: Clock,
  databaseClock: DatabaseClock,
  settings: LeaseThreadSettings & { readonly observe: boolean },
  identity: Pick<InstanceIdentity, 'id'>,
  events: TrackedCronEvents,
  line: BusLine,
): LeaseKeeper {
  const inThread = () => {
    if (line.channel !== null) listenOn(connection.lease, line.channel, line);
    return new InThreadLeaseKeeper(new LeaseRepository(connection, settings), clock, databaseClock, settings);
  };
  if (!(clock instanceof SystemClock) || !(settings.execution.any || settings.observe)) return inThread();
  const logger = new Logger('TrackedCron');
  const tellBlocked = (blockedMs: number) => {
    logger.warn(
      `The event loop was blocked for ${(blockedMs / 1_000).toFixed(1)} s: meanwhile nothing started, no timeout fired ` +
        'and no answer was read. Cut such work into pieces, or move it to a worker thread.',
    );
    events.emit('instance.loop-blocked', () => ({ instanceId: identity.id, blockedMs }));
  };
  return new LeaseThread(clock, settings, tellBlocked, inThread, line);
}
