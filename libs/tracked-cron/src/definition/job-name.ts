import { invalid } from './job-option.js';

const NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
/** The words of the admin's routes; a job of that name could not be addressed. */
const ROUTE_WORDS = new Set(
  'status jobs stats reports alerts instances audit diagnosis storage scaling marks scrub bulk freeze unfreeze openapi.json'.split(
    ' ',
  ),
);

/** @throws TrackedCronError `INVALID_OPTION` for a name that can't be kept or addressed */
export function checkedName(name: unknown): string {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw invalid(
      'the name may hold letters, digits and _ . : - and at most 120 of them: write { name: "billing.invoices" }.',
    );
  }
  if (!isRouteWord(name)) return name;
  throw invalid(
    `the name "${name}" is a route of the admin API: give it another one, for example { name: 'my-${name}' }.`,
  );
}

/** Whether a job of that name could not be addressed over REST. */
export function isRouteWord(name: string): boolean {
  return ROUTE_WORDS.has(name);
}
