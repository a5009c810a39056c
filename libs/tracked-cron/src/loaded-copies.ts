import { fileURLToPath } from 'node:url';
import { TrackedCronError } from './tracked-cron.error.js';
import { LIBRARY_VERSION } from './version.js';

/** A copy of this library that the process has loaded. Other releases read these too: fields are only ever added. */
export interface LoadedCopy {
  readonly version: string;
  /** The file that loaded it, so that a module registry that is reset (jest, hot reload) is still one copy. */
  readonly file: string;
}

/** Known to every copy; in jest each test file has a global of its own. */
const COPIES = Symbol.for('nestjs-tracked-cron:copies');
const INSTALLED = /^(.*?)[\\/]dist[\\/](esm|cjs)[\\/]/;

const copies = ((globalThis as Record<symbol, unknown>)[COPIES] ??= new Map()) as Map<string, LoadedCopy>;
const file = thisFile();
copies.set(file, { version: LIBRARY_VERSION, file });

/** The file of this module, in the build that was loaded. */
export function ownFile(): string {
  return file;
}

/**
 * Two copies would half know each other: jobs are found, but providers, errors and contexts of one are strangers to the
 * other, and Nest says only that it can't resolve something.
 *
 * @throws TrackedCronError `LOADED_TWICE`
 */
export function checkOnlyCopy(loaded: readonly LoadedCopy[] = [...copies.values()]): void {
  if (loaded.length < 2) return;
  throw new TrackedCronError('LOADED_TWICE', describeCopies(loaded), { copies: loaded });
}

function describeCopies(loaded: readonly LoadedCopy[]): string {
  const places = loaded.map(({ file }) => ({ file, folder: INSTALLED.exec(file)?.[1] ?? file }));
  const oneFolder = places.every(({ folder }) => folder === places[0].folder);
  const list = loaded.map(({ version, file }) => `${version} (${file})`).join(' and ');
  return (
    `nestjs-tracked-cron is loaded more than once in this process: ${list}. ` +
    'Providers and contexts of one copy are unknown to the other. ' +
    (oneFolder
      ? 'One was imported as ES module, one required as CommonJS. Reach it one way: an application that is compiled to ' +
        'CommonJS must not import() it, nor anything that imports it, and an ES module application must not require() it.'
      : 'Run "npm ls nestjs-tracked-cron" to see who installs which, and bring them to one version with "npm dedupe" or ' +
        '"overrides" in package.json.')
  );
}

/** Told by the engine, because one source becomes an ES module, which has no `__filename`, and CommonJS. */
function thisFile(): string {
  const { prepareStackTrace } = Error;
  try {
    // raw positions: a source map would lead both builds to one source
    Error.prepareStackTrace = (_, frames) => frames[0]?.getFileName() ?? '';
    const file = new Error().stack as string;
    return file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
  }
}
