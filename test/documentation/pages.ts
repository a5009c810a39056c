import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { MarkdownPage } from './markdown-page.js';

export const ROOT = process.cwd();

/** Folders that have pages for people. */
const FOLDERS = ['', 'docs', 'bench', 'test/hosts'];

/** Every page that people read, by its path. */
export function readPages(): ReadonlyMap<string, MarkdownPage> {
  const paths = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file.endsWith('.md'))
      .map((file) => posix.join(folder, file)),
  );
  return new Map(paths.map((path) => [path, new MarkdownPage(readFileSync(join(ROOT, path), 'utf8'))]));
}
