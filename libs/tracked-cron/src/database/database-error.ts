import { TrackedCronError } from '../tracked-cron.error.js';

const CHECK_VIOLATION = '23514';

/**
 * Whether the database refused the data itself: sending the same again can't succeed. SQLSTATE classes 21, 22, 23 and
 * 54, without {@link isMissingPartition}.
 */
export function isDataError(error: unknown): boolean {
  return /^(21|22|23|54)/.test(sqlState(error) ?? '') && !isMissingPartition(error);
}

/** Whether a row found no partition to lie in. PostgreSQL calls it a violated check, but names no constraint. */
export function isMissingPartition(error: unknown): boolean {
  return sqlState(error) === CHECK_VIOLATION && !(error as { constraint?: string }).constraint;
}

/** The SQLSTATE of a PostgreSQL error, whether `pg` or TypeORM threw it; null for everything else. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/**
 * Whether the trouble will not pass by itself: our own refusals, and SQLSTATE classes 28 (who may log in), 3D (no such
 * database), 3F and 42 (rights, missing objects). A server that is away, starting or full is none of these.
 */
export function isWrongConfiguration(error: unknown): boolean {
  return error instanceof TrackedCronError || /^(28|3D|3F|42)/.test(sqlState(error) ?? '');
}
