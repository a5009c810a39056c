import type { JobDefinition } from '../definition/job-definition.js';
import { KEPT_JSON_BYTES } from '../execution/bounded-json.js';
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
  const size = JSON.stringify(result.value)?.length ?? 0;
  if (size > KEPT_JSON_BYTES)
    throw invalid(name, `${size} characters of JSON are more than ${KEPT_JSON_BYTES}.`, []);
  return result.value;
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
