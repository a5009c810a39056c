import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findSources } from './find-sources.js';

/** TypeScript files below the given paths, as text by path. What is not UTF-8 would not survive, and is left out. */
export async function readSources(folder: string, paths: readonly string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const path of await findSources(folder, paths)) {
    const bytes = await readFile(join(folder, path));
    const text = bytes.toString('utf8');
    if (Buffer.from(text, 'utf8').equals(bytes)) texts.set(path, text);
  }
  return texts;
}
