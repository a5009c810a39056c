import type pg from 'pg';
import type { BusEars } from './bus-line.js';

/** A connection that broke is made anew after this: nobody may need it for a third of a lease. */
const RECONNECT_MS = 500;

/**
 * Has every connection of a pool of one listen to a channel, from the next one on. A connection that can't listen is as
 * good as any other for what the pool is for.
 */
export function listenOn(pool: pg.Pool, channel: string, ears: BusEars): void {
  let listening: pg.ClientBase | undefined;
  pool.options.onConnect = async (client) => {
    client.on('notification', (message) => {
      if (message.channel === channel) ears.heard(message.payload ?? '');
    });
    try {
      await client.query(`listen ${channel}`);
      listening = client;
      ears.opened();
    } catch {
      // asked again with the next connection
    }
  };
  pool.on('remove', (client) => {
    if (client !== listening) return;
    listening = undefined;
    ears.closed();
    const reconnecting = setTimeout(() => void reconnect(pool), RECONNECT_MS);
    reconnecting.unref();
  });
}

/** Where it fails, whatever uses the pool next connects it. */
async function reconnect(pool: pg.Pool): Promise<void> {
  if (pool.ending || pool.ended) return;
  try {
    const client = await pool.connect();
    client.release();
  } catch {
    // the database is still away
  }
}
