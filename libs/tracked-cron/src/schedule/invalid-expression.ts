import { TrackedCronError } from '../tracked-cron.error.js';
import { quoted } from './spelling.js';

/** The error for an expression that cannot be used. `reason` says what is wrong and what to write instead. */
export function invalidExpression(expression: string, reason: string): TrackedCronError {
  return new TrackedCronError('INVALID_EXPRESSION', `Schedule ${quoted(expression)}: ${reason}.`, {
    expression: expression.slice(0, 1000),
    reason,
  });
}
