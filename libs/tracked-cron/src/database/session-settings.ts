import type { PoolConfig } from 'pg';

/**
 * Settings of every connection the library opens. JIT is off because compiling a claim costs more than running it;
 * the time limits make sure that a forgotten transaction or a stuck statement can't hold a lock for ever.
 *
 * @param role shows in `application_name`: `tracked-cron read`
 * @param statementTimeout milliseconds; 0 for none
 */
export function sessionSettings(
  role: 'read' | 'write' | 'lease' | 'migrate',
  statementTimeout: number,
): PoolConfig {
  return {
    application_name: `tracked-cron ${role}`,
    options: '-c jit=off',
    statement_timeout: statementTimeout,
    lock_timeout: role === 'migrate' ? 0 : 10_000,
    idle_in_transaction_session_timeout: role === 'migrate' ? 0 : 15_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    allowExitOnIdle: true,
  };
}
