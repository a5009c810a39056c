import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transpile } from './compile-library.js';

/**
 * The commit that stands for the release before this one, as long as none is published: the last whose tables are those of
 * the first four migrations.
 */
export const PREVIOUS_RELEASE = '1b02e85e18cbde4405fd5549f16658327eb5ff83';

const ROOT = process.cwd();

/** Whether the history reaches that far; a shallow clone's may not. */
export function hasPreviousRelease(): boolean {
  try {
    execFileSync('git', ['cat-file', '-e', `${PREVIOUS_RELEASE}^{commit}`], { cwd: ROOT, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Packs the previous release as a release is packed, and puts it into the `node_modules` of an application of its own. Kept
 * in `dist` until that is cleaned; takes a minute or two.
 *
 * @returns the application's program, for `ChildInstance`
 */
export async function installPreviousRelease(): Promise<string> {
  const home = join(ROOT, 'dist', `release-${PREVIOUS_RELEASE.slice(0, 8)}`);
  // beside the place, and moved there when it is whole
  const work = `${home}.${process.pid}`;
  if (!existsSync(home)) {
    const [source, installed] = [join(work, 'source'), join(work, 'node_modules', 'nestjs-tracked-cron')];
    await mkdir(source, { recursive: true });
    await mkdir(installed, { recursive: true });
    const archive = execFileSync('git', ['archive', PREVIOUS_RELEASE], { cwd: ROOT, maxBuffer: 2 ** 28 });
    execFileSync('tar', ['-x', '-C', source], { input: archive });
    execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "(await import('./packaging/support/pack.mjs')).pack(process.argv[1])",
        work,
      ],
      { cwd: source, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const tarball = (await readdir(work)).find((file) => file.endsWith('.tgz'))!;
    execFileSync('tar', ['-xzf', join(work, tarball), '-C', installed, '--strip-components=1']);
    await rm(source, { recursive: true });
    await writeFile(join(work, 'package.json'), '{ "name": "host", "private": true, "type": "module" }');
    await rename(work, home);
  }
  const program = join(home, 'app.js');
  await writeFile(program, await transpile('test/support/released-app.ts'));
  return program;
}
