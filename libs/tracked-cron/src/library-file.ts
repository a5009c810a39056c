import { dirname, extname, join } from 'node:path';
import { ownFile } from './loaded-copies.js';

/** Both builds join the modules: there a module is in a file of no folder of its own. */
const JOINED = /^(.*[\\/]dist[\\/](?:esm|cjs))[\\/]/;

/**
 * A file of this library, in the build that was loaded.
 * @param path from the library's root, without its ending: `cluster/lease.worker`
 */
export function libraryFile(path: string, own = ownFile()): string {
  const joined = JOINED.exec(own)?.[1];
  const root = joined === undefined ? dirname(own) : join(joined, 'libs/tracked-cron/src');
  return join(root, path + extname(own));
}

/** What a module of a build, or of the source, lies in: behind it is the folder of the package. */
const WITHIN_PACKAGE = /[\\/](dist[\\/]((esm|cjs)[\\/])?)?(libs[\\/]tracked-cron[\\/]src[\\/])?[^\\/]+$/;

/** The folder of the package, whatever build of it was loaded: where what belongs to all of them lies. */
export function packageFolder(own = ownFile()): string {
  return own.replace(WITHIN_PACKAGE, '');
}
