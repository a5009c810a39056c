import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/**
 * Joins the ES modules of each entry into one file, with what entries share in files of their own: dist/libs → `outdir`.
 *
 * @param entries as TypeScript built them, such as `dist/libs/tracked-cron/src/index.js`
 */
export async function joinModules(entries, outdir) {
  await build({
    absWorkingDir: root,
    entryPoints: entries,
    outbase: 'dist',
    outdir,
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
  finish(scriptsIn(outdir));
}

/** Each script in a folder of the build, from the root. */
export function scriptsIn(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .map((file) => join(folder, file));
}

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

function finish(files) {
  let helpers = 0;
  for (const file of files) {
    const path = join(root, file);
    const script = readFileSync(path, 'utf8');
    if (script.includes(naming)) helpers++;
    writeFileSync(path, escaped(script.replace(naming, namingClasses)));
  }
  if (helpers === 0) throw new Error('esbuild writes __name in other words: say them here.');
}
