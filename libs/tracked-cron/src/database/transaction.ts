import type pg from 'pg';

/** Runs work in one transaction. A connection that saw it fail is thrown away: nobody knows what state it is in. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}

/**
 * Sends a whole transaction at once, on a pool of pipelining connections: one trip, and the server need not wait between
 * its statements for this process to come round. Only for statements that don't depend on each other's answers.
 *
 * @returns their answers, in order; rejects with the first error, and then nothing was done, or the answer was lost
 */
export async function inOneTrip(
  pool: pg.Pool,
  statements: readonly pg.QueryArrayConfig[],
): Promise<pg.QueryArrayResult[]> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    // after an error the server refuses the rest, and takes the commit for a rollback
    const begun = client.query('begin');
    const answers = statements.map((statement) => client.query(statement));
    const [, ...results] = await Promise.all([begun, ...answers, client.query('commit')]);
    return results.slice(0, -1) as pg.QueryArrayResult[];
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    client.release(failure);
  }
}
