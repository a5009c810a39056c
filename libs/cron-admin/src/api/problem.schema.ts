import { about, anything, fields, list, number, object, optional, text } from '../openapi/schema.js';
import type { Problem, ProblemError } from './problem.js';

export const problem = object<Problem>('Problem', {
  type: about('Stable: `urn:nestjs-tracked-cron:problem:` and a word.', text),
  title: text,
  status: number,
  detail: about('What to do about it.', text),
  errors: optional(
    list(
      fields<ProblemError>({
        pointer: about('Where: `/query/limit`, `/body/reason`.', text),
        code: text,
        detail: text,
      }),
    ),
  ),
  current: optional(about('Of `version-conflict` and `count-mismatch`: what is there instead.', anything)),
});
