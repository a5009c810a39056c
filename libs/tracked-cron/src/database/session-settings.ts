import type { PoolConfig } from 'pg';

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
const WRITE_OPTIONS =
  '-c jit=off -c enable_nestloop=off -c enable_seqscan=off -c plan_cache_mode=force_generic_plan';

/**
 * Settings of every connection the library opens. JIT is off because compiling a claim costs more than running it;
 * the time limits make sure that a forgotten transaction or a stuck statement can't hold a lock for ever, and that
 * nobody waits for the answer of a server that the network has swallowed.
 *
 * @param role shows in `application_name`: `tracked-cron read`
 * @param statementTimeout milliseconds; 0 for none
 */
export function sessionSettings(role: ConnectionRole, statementTimeout: number): PoolConfig {
  return {
    application_name: `tracked-cron ${role}`,
    options: role === 'write' ? WRITE_OPTIONS : '-c jit=off',
    statement_timeout: statementTimeout,
    query_timeout: statementTimeout === 0 ? 0 : statementTimeout + ANSWER_MARGIN_MS,
    lock_timeout: role === 'migrate' ? 0 : 10_000,
    idle_in_transaction_session_timeout: role === 'migrate' ? 0 : 15_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    allowExitOnIdle: true,
  };
}
