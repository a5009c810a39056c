// Joins the ES modules of each library, and turns each joined file into CommonJS: dist/libs → dist/cjs.
//
// esbuild splits ES modules only. What entries share has to be in one file, or each had classes of its own.
import { readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { build } from 'esbuild';
import { joinModules, scriptsIn } from './support/join-modules.mjs';

const root = join(import.meta.dirname, '..');
const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
/** Where each entry is, by the name it is imported by. */
const entries = new Map(
  Object.entries(exports)
    .filter(([, target]) => target.require)
    .map(([entry, target]) => [posix.join(name, entry), target.require.default]),
);
const shipped = [
  ...entries.values(),
  './dist/cjs/libs/tracked-cron/src/cluster/lease.worker.js', // see libraryFile
];

await joinModules(
  shipped.map((file) => file.replace('/cjs/', '/')),
  'dist/cjs',
);
await build({
  absWorkingDir: root,
  entryPoints: scriptsIn('dist/cjs'),
  outbase: 'dist/cjs',
  outdir: 'dist/cjs',
  allowOverwrite: true,
  bundle: true, // each file by itself: only so is asked where an import leads
  plugins: [{ name: 'leave-imports', setup: leaveImports }],
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  banner: { js: '"use strict";' }, // as ES modules are without it
  tsconfigRaw: {},
  sourcemap: true,
  logLevel: 'warning',
});

/**
 * One library imports another by the package's name. Node finds that name from the package.json with the name in it, and
 * here the nearest one is that of dist/cjs.
 */
function leaveImports({ onResolve }) {
  onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
    if (kind === 'entry-point') return undefined;
    const entry = entries.get(path);
    return { path: entry ? fromFile(importer, join(root, entry)) : path, external: true };
  });
}

function fromFile(file, target) {
  const path = relative(dirname(file), target);
  return path.startsWith('.') ? path : `./${path}`;
}
