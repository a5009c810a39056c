import type { JobDefinition } from '../definition/job-definition.js';
import { KEPT_JSON_BYTES } from '../execution/bounded-json.js';
import { recordError } from '../execution/error-record.js';
import { TrackedCronError } from '../tracked-cron.error.js';

/**
 * What a job is run with: checked by its schema, which may also change it.
 * @throws TrackedCronError `INVALID_PARAMETERS`; `details.issues` holds `{ path, message }` for each problem
 */
export async function checkParameters({ name, parameters }: JobDefinition, given: unknown): Promise<unknown> {
  if (parameters === null) {
    if (given === undefined) return undefined;
    throw invalid(
      name,
      'it takes none: give it a schema, @TrackedCron(…, { parameters: z.object({ … }) }).',
      [],
    );
  }
  const result = await parameters['~standard'].validate(given);
  if (result.issues) {
    const issues = result.issues.map(({ message, path = [] }) => ({ path: path.map(key), message }));
    throw invalid(
      name,
      issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`).join('; '),
      issues,
    );
  }
  const json = jsonOf(name, result.value);
  if (json.length > KEPT_JSON_BYTES)
    throw invalid(name, `${json.length} characters of JSON are more than ${KEPT_JSON_BYTES}.`, []);
  if (/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/.test(json)) {
    throw invalid(name, 'a text holds NUL or half a character, which the database has no place for.', []);
  }
  return result.value;
}

function jsonOf(jobName: string, value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch (error) {
    throw invalid(jobName, `they can't be kept as JSON: ${recordError(error).message}`, []);
  }
}

/** A step of a path is a key, or `{ key }`. */
function key(step: unknown): string {
  return String(typeof step === 'object' && step !== null ? (step as { key: unknown }).key : step);
}

function invalid(jobName: string, problem: string, issues: readonly object[]): TrackedCronError {
  return new TrackedCronError(
    'INVALID_PARAMETERS',
    `The parameters of job "${jobName}" don't fit: ${problem}`,
    {
      jobName,
      issues,
    },
  );
}
