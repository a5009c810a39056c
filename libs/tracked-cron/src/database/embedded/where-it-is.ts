import { relative } from 'node:path';

/**
 * Tells how a person looks into an embedded PostgreSQL: its port differs from start to start, and its password stays in a
 * file that is for nobody else to read.
 * @param home the folder that it lives in
 */
export function whereItIs(url: string, home: string, cwd: string): string {
  const { username, host, pathname } = new URL(url);
  const password = `${relative(cwd, home) || '.'}/password`;
  return `psql "postgres://${username}:$(cat ${password})@${host}${pathname}"`;
}
