import type { ProblemKind } from './problem.js';

const CANCELLED = new Set(['57014', '55P03']);
const LOST =
  /^(08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;
/** What `pg` says without a code: no answer came, and none that the server gave up. */
const UNANSWERED = /^Query read timeout/;
const LOST_IN_WORDS = /^(Connection terminated|timeout exceeded when trying to connect)/;

/** Whether an error is the database's, and passes by itself: a statement past its time limit, a lost connection. */
export function unavailability(error: unknown): ProblemKind | null {
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    const { code, driverError } = cause as { code?: unknown; driverError?: unknown };
    if (typeof code === 'string' && CANCELLED.has(code)) return 'query-timeout';
    if (UNANSWERED.test(cause.message)) return 'query-timeout';
    if ((typeof code === 'string' && LOST.test(code)) || LOST_IN_WORDS.test(cause.message)) {
      return 'database-unavailable';
    }
    cause = cause.cause ?? driverError;
  }
  return null;
}
