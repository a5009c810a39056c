import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { ENCODINGS, type Encoding } from './accepted-encoding.js';

/** A file of the built page, in each form that was built. */
export interface PageFile {
  readonly bytes: Buffer;
  readonly tag: string;
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>;
}

/** Files by their paths below the page's folder, with `/`. */
export type PageFiles = ReadonlyMap<string, PageFile>;

/**
 * Reads all that was built. What is not among it can't be asked for, however its path is written.
 * @returns null where nothing was built
 */
export async function readPageFiles(folder: string): Promise<PageFiles | null> {
  const contents = await readFolder(folder);
  if (!contents.has('index.html')) return null;
  const files = new Map<string, PageFile>();
  for (const [path, bytes] of contents) {
    if (isEncoded(path, contents)) continue;
    files.set(path, { bytes, tag: tagOf(bytes), encoded: encodedFormsOf(path, contents) });
  }
  return files;
}

/** Weak: the forms of one file share it. */
export function tagOf(bytes: Buffer): string {
  return `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  const read = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, Buffer]> => {
      const file = join(entry.parentPath, entry.name);
      return [relative(folder, file).split(sep).join(posix.sep), await readFile(file)];
    });
  return new Map(await Promise.all(read));
}

function isEncoded(path: string, contents: ReadonlyMap<string, Buffer>): boolean {
  return Object.values(ENCODINGS).some(
    (ending) => path.endsWith(ending) && contents.has(path.slice(0, -ending.length)),
  );
}

function encodedFormsOf(path: string, contents: ReadonlyMap<string, Buffer>): PageFile['encoded'] {
  const forms = Object.entries(ENCODINGS).flatMap(([encoding, ending]) => {
    const bytes = contents.get(path + ending);
    return bytes === undefined ? [] : [[encoding, bytes]];
  });
  return Object.fromEntries(forms) as PageFile['encoded'];
}
