import type { PoolConfig } from 'pg';
import type { ResolvedDatabaseOptions } from './database.options.js';
import { transactionClient } from './transaction-client.js';

/** What a connection is for. */
export type ConnectionRole = 'read' | 'write' | 'lease' | 'migrate';

/** How much longer than the server's own limit an answer is waited for: then the server is not there any more. */
const ANSWER_MARGIN_MS = 1_000;

/**
 * How claims, births and ends are planned: always alike, whatever the statistics say. The live table is empty at one moment
 * and holds ten thousand rows at the next; a claim planned after it was vacuumed empty read all of it for each job (27 ms
 * for 1,000 jobs instead of 16). The first two go together, and with statements that name their ids: without sequential
 * scans alone, an end planned on the empty table became a nested loop of seconds. One plan a connection: a small claim
 * costs less than planning it.
 */
const WRITE_PLANS = {
  enable_nestloop: 'off',
  enable_seqscan: 'off',
  plan_cache_mode: 'force_generic_plan',
};

/**
 * Settings of every connection the library opens. JIT is off because compiling a claim costs more than running it;
 * the time limits make sure that a forgotten transaction or a stuck statement can't hold a lock for ever, and that
 * nobody waits for the answer of a server that the network has swallowed.
 *
 * @param role shows in `application_name`: `tracked-cron read`
 * @param statementTimeout milliseconds; 0 for none
 * @param pooler where nothing lasts beyond a transaction, each transaction brings its settings along
 */
export function sessionSettings(
  role: ConnectionRole,
  statementTimeout: number,
  pooler: ResolvedDatabaseOptions['pooler'],
): PoolConfig {
  const plans = { jit: 'off', ...(role === 'write' && WRITE_PLANS) };
  const limits = {
    statement_timeout: statementTimeout,
    lock_timeout: role === 'migrate' ? 0 : 10_000,
    idle_in_transaction_session_timeout: role === 'migrate' ? 0 : 15_000,
  };
  return {
    application_name: `tracked-cron ${role}`,
    ...(pooler === 'transaction'
      ? { pipeline: true, Client: transactionClient({ ...plans, ...limits }) }
      : { options: startupOptions(plans), ...limits }),
    query_timeout: statementTimeout === 0 ? 0 : statementTimeout + ANSWER_MARGIN_MS,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    allowExitOnIdle: true,
  };
}

function startupOptions(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
