import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { transform } from '@swc/core';

const ROOT = process.cwd();
const OUT = 'dist/test';
/** What our libraries hand to each other, by the names under which they are installed. */
const HANDED_ON: Readonly<Record<string, string>> = {
  'nestjs-tracked-cron': 'libs/tracked-cron/src/index.ts',
  'nestjs-tracked-cron/internal': 'libs/tracked-cron/src/internal.ts',
  'nestjs-tracked-cron/monitor': 'libs/cron-monitor/src/index.ts',
};

/**
 * Compiles the library and one program that uses it, so that Node runs them as it runs an installed package: a thread loads
 * its file without any loader of the test's. What is up to date stays.
 *
 * @param program from the repository's root, for example `test/support/child-app.ts`
 * @param parts what it imports of the test's own
 * @returns the program's compiled file
 */
export async function compileLibrary(program: string, parts: readonly string[] = []): Promise<string> {
  const sources = await Promise.all(['libs/tracked-cron/src', 'libs/cron-monitor/src'].map(sourcesIn));
  await Promise.all([program, ...parts, ...sources.flat()].map(compile));
  return compiled(program);
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = await readdir(join(ROOT, folder), { recursive: true });
  return files.filter((file) => /^(?!cli\/).*(?<!\.spec)\.ts$/.test(file)).map((file) => join(folder, file));
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

/** What is compiled here is not installed anywhere: one library finds the other one where it was compiled. */
function withinRepository(code: string, source: string): string {
  return code.replace(/(from|import) ['"](nestjs-tracked-cron(?:\/\w+)?)['"]/g, (written, word, name) => {
    const target = HANDED_ON[name as string];
    if (target === undefined) return written as string;
    const path = relative(dirname(source), target).replace(/\.ts$/, '.js');
    return `${word} '${path.startsWith('.') ? path : `./${path}`}'`;
  });
}

function compiled(source: string): string {
  return join(ROOT, OUT, source.replace(/\.ts$/, '.js'));
}

async function compile(source: string): Promise<void> {
  const target = compiled(source);
  const [from, to] = await Promise.all([stat(join(ROOT, source)), stat(target).catch(() => undefined)]);
  if (to && to.mtimeMs > from.mtimeMs) return;
  const code = withinRepository(await transpile(source), source);
  await mkdir(dirname(target), { recursive: true });
  // others may compile at the same time, and start what they find
  const own = `${target}.${randomUUID()}`;
  await writeFile(own, code);
  await rename(own, target);
}
