import type pg from 'pg';

/**
 * Where a transaction breaks: before it decided, before its commit, after its commit (the answer is lost), or with its
 * commit still on the way when the connection is gone.
 */
export type Fault = 'none' | 'before decision' | 'before commit' | 'after commit' | 'commit on its way';

type Query = (...args: unknown[]) => Promise<unknown>;

/** Breaks the transactions of a pool as told. */
export function breakTransactions(pool: pg.Pool, next: () => Fault): void {
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  const faulty = async () => {
    const client = await connect();
    const fault = next();
    return fault === 'none' ? client : broken(client, fault);
  };
  // a pool's own `query` connects with a callback, and is left alone
  pool.connect = ((callback?: never) =>
    callback ? (pool.constructor.prototype as pg.Pool).connect.call(pool, callback) : faulty()) as never;
}

function broken(client: pg.PoolClient, fault: Fault): pg.PoolClient {
  const query = client.query.bind(client) as unknown as Query;
  let late: Promise<unknown> | undefined;
  return {
    async query(...args: unknown[]) {
      if (fault === 'before decision' && (args[0] as { name?: string }).name?.endsWith('claim-decide'))
        throw gone();
      if (args[0] !== 'commit') return query(...args);
      if (fault === 'after commit') await query('commit');
      if (fault === 'commit on its way')
        late = new Promise((resolve) => setTimeout(resolve, 15)).then(() => query('commit'));
      throw gone();
    },
    release(failure?: Error) {
      if (late) void late.finally(() => client.release(failure));
      else client.release(failure);
    },
  } as unknown as pg.PoolClient;
}

function gone(): Error {
  return new Error('Connection terminated unexpectedly');
}
