import { isRouteWord } from '../definition/job-name.js';

const LONGEST_NAME = 120;
/** Names that code makes up at run time, one for each order or user, would be a job each. */
const VARYING = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{6,}/gi;

/**
 * The name of an observed job: each character but letters, digits and `_ . : -` becomes `-`, what is longer than 120
 * characters is cut; what is a word of the admin's routes gets `my-` in front.
 */
export function observedName(written: string): string {
  const name = written.replace(/[^A-Za-z0-9_.:-]/g, '-').slice(0, LONGEST_NAME);
  if (name === '') return 'unnamed';
  return isRouteWord(name) ? `my-${name}` : name;
}

/** The same for a name that was given at run time: a UUID, or six and more digits in a row, becomes `id`. */
export function dynamicName(written: string): string {
  return observedName(written.replace(VARYING, 'id'));
}

/** The first of `name`, `name-2`, `name-3` that is free. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let nth = 2; ; nth++) {
    const suffix = `-${nth}`;
    const other = name.slice(0, LONGEST_NAME - suffix.length) + suffix;
    if (!isTaken(other)) return other;
  }
}
