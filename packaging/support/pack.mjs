import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Builds the package and packs it as a release is packed. Answers the tarball's path. */
export function pack(destination) {
  const args = ['pack', '--silent', '--pack-destination', destination];
  const answer = execFileSync('npm', args, { cwd: root, encoding: 'utf8' });
  return join(destination, answer.trim().split('\n').at(-1));
}
