import { SYSTEM_PREFIX } from '../system-prefix.js';
import { invalid, NONE } from './job-option.js';

const NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
/** The words of the admin's routes; a job of that name could not be addressed. */
const ROUTE_WORDS = new Set(
  'status jobs stats reports alerts instances audit diagnosis storage scaling marks scrub bulk freeze unfreeze openapi.json'.split(
    ' ',
  ),
);

/** @throws TrackedCronError `INVALID_OPTION` for a name that can't be kept or addressed, or is one of the library's own */
export function checkedName(name: unknown, system = false): string {
  if (!isJobName(name)) {
    throw invalid(
      'the name may hold letters, digits and _ . : - and at most 120 of them: write { name: "billing.invoices" }.',
    );
  }
  if (name.startsWith(SYSTEM_PREFIX) !== system) {
    throw invalid(
      `names that begin with "${SYSTEM_PREFIX}" are those of the library's own jobs: write { name: 'my-${name}' }.`,
    );
  }
  if (!isRouteWord(name)) return name;
  throw invalid(
    `the name "${name}" is a route of the admin API: give it another one, for example { name: 'my-${name}' }.`,
  );
}

/** @throws TrackedCronError `INVALID_OPTION` where they can't have been names of this job */
export function checkedPreviousNames(names: unknown, name: string): readonly string[] {
  if (names === undefined) return NONE;
  if (!Array.isArray(names) || names.length > 50 || !names.every(isJobName)) {
    throw invalid(
      "previousNames must be a list of at most 50 names that the job had: write previousNames: ['old-name'].",
    );
  }
  if (!names.includes(name)) return [...new Set(names)];
  throw invalid(`previousNames holds "${name}", which is its name now: take it out.`);
}

/** Whether a job can have that name. */
export function isJobName(name: unknown): name is string {
  return typeof name === 'string' && NAME.test(name);
}

/** Whether a job of that name could not be addressed over REST. */
export function isRouteWord(name: string): boolean {
  return ROUTE_WORDS.has(name);
}
