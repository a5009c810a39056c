import { dirname, extname, join } from 'node:path';
import { ownFile } from './loaded-copies.js';

/**
 * A file of this library, in the build that was loaded.
 * @param path from the library's root, without its ending: `cluster/lease.worker`
 */
export function libraryFile(path: string): string {
  const own = ownFile();
  return join(dirname(own), path + extname(own));
}
