// Joins the ES modules of each entry, those of the command line too: dist/libs → dist/esm.
//
// An ES module costs the loader about a third of a millisecond, and an application loads more than a hundred of ours.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { joinModules } from './support/join-modules.mjs';

const root = join(import.meta.dirname, '..');
const { exports, bin = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const shipped = [
  ...Object.values(exports).map((target) => target.import?.default),
  ...Object.values(bin),
  './dist/esm/ormconfig.js',
  './dist/esm/libs/tracked-cron/src/schematics/nest-add.js', // found from where the command line lies
  './dist/esm/libs/tracked-cron/src/cluster/lease.worker.js', // see libraryFile
].filter((file) => file?.startsWith('./dist/esm/'));

rmSync(join(root, 'dist/esm'), { recursive: true, force: true }); // shared files are named after what is in them
await joinModules(
  shipped.map((file) => file.replace('/esm/', '/')),
  'dist/esm',
);
