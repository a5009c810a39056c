import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the `package.json` of a folder says about the application; nothing where there is none. */
export async function hostPackage(folder: string): Promise<{ name?: string; version?: string }> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
      name?: string;
      version?: string;
    };
  } catch {
    return {};
  }
}
