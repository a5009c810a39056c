import { invalid } from '../../definition/job-option.js';
import { checkNames } from '../../definition/known-options.js';
import { OVERRIDABLE, type JobOverridePatch } from '../../definition/overrides/override-fields.js';

/** Characters of JSON that are kept. */
const LONGEST = 8_000;
const EVERYTHING = Object.fromEntries(OVERRIDABLE.map((field) => [field, null])) as JobOverridePatch;

/**
 * A patch as it may be stored; null means to give everything back to the code. What its values are worth, the job's own
 * rules say.
 * @throws TrackedCronError `INVALID_OPTION`
 */
export function checkedPatch(asked: JobOverridePatch | null): JobOverridePatch {
  if (asked === null) return EVERYTHING;
  checkNames(
    asked,
    'field',
    OVERRIDABLE,
    "the change must be an object: write { timeout: '30s' }, or { timeout: null } to give it back to the code.",
  );
  if (typeof asked.retryPolicy === 'object' && asked.retryPolicy !== null && 'classify' in asked.retryPolicy)
    throw invalid("retryPolicy.classify is the code's, and stays: leave it out.");
  const text = JSON.stringify(asked);
  if (text.length > LONGEST) throw invalid(`the change is longer than ${LONGEST} characters of JSON.`);
  // what is undefined is not asked for
  const patch = JSON.parse(text) as JobOverridePatch;
  if (Object.keys(patch).length > 0) return patch;
  throw invalid(`the change is empty: write one of ${OVERRIDABLE.join(', ')}.`);
}
