// Builds the admin page into dist/dashboard: Vite's files, and beside each that gains by it a Brotli and a gzip form, so that
// nothing is compressed while somebody waits. What was built from the same sources is left as it is.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = join(import.meta.dirname, '..');
const source = join(root, 'apps/dashboard');
const built = join(root, 'dist/dashboard');
/** What it was built from, beside the folder: it is not packed. */
const note = join(root, 'dist/dashboard.source');
/** Written for each request. */
const NOT_COMPRESSED = ['index.html'];
const TEXT = /\.(js|css|html|svg|json|md|txt|webmanifest)$/;
const LEAST_BYTES = 1_000;

const origin = digest([...filesIn(source), join(root, 'package-lock.json'), import.meta.filename]);
const known = existsSync(note) && existsSync(join(built, 'index.html')) ? readFileSync(note, 'utf8') : null;
if (known !== origin) {
  rmSync(note, { force: true });
  // loaded only where it is needed: most builds are of what was built already
  const { build } = await import('vite');
  await build({ configFile: join(source, 'vite.config.ts'), logLevel: 'warn' });
  for (const file of filesIn(built)) compress(file);
  writeFileSync(note, origin);
}

function compress(file) {
  if (!TEXT.test(file) || NOT_COMPRESSED.some((name) => file === join(built, name))) return;
  const bytes = readFileSync(file);
  if (bytes.length < LEAST_BYTES) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }));
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function digest(files) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file} ${statSync(file).size}\n`).update(readFileSync(file));
  return hash.digest('hex');
}
