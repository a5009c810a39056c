import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { TrackedCronError } from '../../tracked-cron.error.js';

const SOURCE = /\.[cm]?ts$/;
/** Declarations have no code; tests set their schedulers up themselves, and stay as they are. */
const LEFT_OUT = /\.d\.[cm]?ts$|[.-](?:spec|test)\.[cm]?ts$/;
const FOLDERS_LEFT_OUT = new Set(['node_modules', 'dist', 'build', 'coverage', '__tests__', '__mocks__']);

/**
 * TypeScript files below the given paths, sorted. A file that is named is taken even if it is a test.
 *
 * @returns paths relative to `folder`, with `/`
 * @throws TrackedCronError `NO_SUCH_PATH`
 */
export async function findSources(folder: string, paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    const full = join(folder, path);
    const kind = await stat(full).catch(() => null);
    if (!kind) {
      throw new TrackedCronError('NO_SUCH_PATH', `There is no "${path}": name files or folders that exist.`, {
        path,
      });
    }
    if (kind.isDirectory()) await collect(full, found);
    else if (SOURCE.test(path)) found.add(full);
  }
  return [...found].map((file) => relative(folder, file).split(sep).join('/')).sort();
}

async function collect(folder: string, found: Set<string>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const full = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && !FOLDERS_LEFT_OUT.has(entry.name)) await collect(full, found);
    } else if (entry.isFile() && SOURCE.test(entry.name) && !LEFT_OUT.test(entry.name)) {
      found.add(full);
    }
  }
}
