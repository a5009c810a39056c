import { nearest } from '../schedule/spelling.js';

const MOST = 5;
const LONGEST_NAME = 120;

/**
 * Names of jobs that somebody who wrote another one may have meant: the nearest in spelling; where none is near, those
 * with a part (`Class` or `method`) that is, or begins with, a part of it, at most five.
 */
export function nearNames(name: string, names: readonly string[]): string[] {
  const written = name.slice(0, LONGEST_NAME);
  const spelled = nearest(written, names, Math.ceil(written.length / 5));
  if (spelled !== undefined) return [spelled];
  const parts = partsOf(written);
  const related = names.filter((other) => {
    const others = partsOf(other);
    return parts.some((part) => others.some((one) => one === part || one.startsWith(part)));
  });
  return related.slice(0, MOST);
}

function partsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[.:]/)
    .filter((part) => part.length > 2);
}
