import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

const ROOT = process.cwd();
const OUT = 'dist/test';

/**
 * Compiles the library and one program that uses it, so that Node runs them as it runs an installed package: a thread loads
 * its file without any loader of the test's. What is up to date stays.
 *
 * @param program from the repository's root, for example `test/support/child-app.ts`
 * @param parts what it imports of the test's own
 * @returns the program's compiled file
 */
export async function compileLibrary(program: string, parts: readonly string[] = []): Promise<string> {
  const library = await readdir(join(ROOT, 'libs/tracked-cron/src'), { recursive: true });
  const sources = library
    .filter((file) => /^(?!cli\/).*(?<!\.spec)\.ts$/.test(file))
    .map((file) => join('libs/tracked-cron/src', file));
  await Promise.all([program, ...parts, ...sources].map(compile));
  return compiled(program);
}

/** @returns a source file of the repository as JavaScript */
export async function transpile(source: string): Promise<string> {
  const { code } = await transform(await readFile(join(ROOT, source), 'utf8'), {
    filename: source,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return code;
}

function compiled(source: string): string {
  return join(ROOT, OUT, source.replace(/\.ts$/, '.js'));
}

async function compile(source: string): Promise<void> {
  const target = compiled(source);
  const [from, to] = await Promise.all([stat(join(ROOT, source)), stat(target).catch(() => undefined)]);
  if (to && to.mtimeMs > from.mtimeMs) return;
  const code = await transpile(source);
  await mkdir(dirname(target), { recursive: true });
  // others may compile at the same time, and start what they find
  const own = `${target}.${randomUUID()}`;
  await writeFile(own, code);
  await rename(own, target);
}
