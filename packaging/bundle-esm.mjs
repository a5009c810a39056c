// Joins the ES modules of each entry into one file, with what entries share in files of their own: dist/libs → dist/esm.
//
// An ES module costs the loader about a third of a millisecond, and an application loads more than a hundred of ours.
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

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
await build({
  absWorkingDir: root,
  entryPoints: shipped.map((file) => file.replace('/esm/', '/')),
  outbase: 'dist',
  outdir: 'dist/esm',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external', // ours too: one library reaches another by the package's name,
  tsconfigRaw: {}, // not by the paths of tsconfig.json
  keepNames: true, // jobs, errors and providers are called by the names of their classes
  sourcemap: true,
  logLevel: 'warning',
});

/**
 * `keepNames` names each function anew that is ever made, arrow functions in hot paths among them, and each then has a
 * dictionary of its own, of a quarter of a kilobyte. What has no prototype is no class, and nobody calls it by its name.
 */
const naming = 'var __name = (target, value) => __defProp(target, "name", { value, configurable: true });';
const namingClasses = naming.replace('=> ', '=> target.prototype === void 0 ? target : ');
/**
 * One character beyond Latin makes V8 hold a whole file with two bytes for each. esbuild escapes those in strings, and leaves
 * those in comments and regular expressions.
 */
const escaped = (script) =>
  script.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

let helpers = 0;
for (const file of readdirSync(join(root, 'dist/esm'), { recursive: true })) {
  if (!file.endsWith('.js')) continue;
  const path = join(root, 'dist/esm', file);
  const script = readFileSync(path, 'utf8');
  if (script.includes(naming)) helpers++;
  writeFileSync(path, escaped(script.replace(naming, namingClasses)));
}
if (helpers === 0) throw new Error('esbuild writes __name in other words: say them here.');
