/** Whether the database refused the data itself: sending the same again can't succeed. SQLSTATE classes 21, 22, 23 and 54. */
export function isDataError(error: unknown): boolean {
  return /^(21|22|23|54)/.test(sqlState(error) ?? '');
}

/** The SQLSTATE of a PostgreSQL error, whether `pg` or TypeORM threw it; null for everything else. */
export function sqlState(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}
