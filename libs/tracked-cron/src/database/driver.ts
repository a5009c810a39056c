import { createRequire } from 'node:module';
import type pg from 'pg';
import { ownFile } from '../loaded-copies.js';

let loaded: typeof pg | undefined;

/**
 * PostgreSQL's driver, loaded when it is first needed: it costs more than all of this library, and tests and scripts that
 * import it often never connect.
 */
export function driver(): typeof pg {
  return (loaded ??= createRequire(ownFile())('pg') as typeof pg);
}
