import { dirname, extname, join } from 'node:path';
import { ownFile } from './loaded-copies.js';

/** Where the ES modules are joined, a module is in a file of no folder of its own. */
const JOINED = /^(.*[\\/]dist[\\/]esm)[\\/]/;

/**
 * A file of this library, in the build that was loaded.
 * @param path from the library's root, without its ending: `cluster/lease.worker`
 */
export function libraryFile(path: string, own = ownFile()): string {
  const joined = JOINED.exec(own)?.[1];
  const root = joined === undefined ? dirname(own) : join(joined, 'libs/tracked-cron/src');
  return join(root, path + extname(own));
}
