import type { ErrorVerdict, ResolvedRetryPolicy } from '../definition/retry-policy.js';
import type { FailureClass } from '../history/failed-attempt.js';
import { causesOf, read } from './error-record.js';
import { ExecutionTimeoutError, PermanentError, PipelineError, TransientError } from './errors.js';

/** Of Node and undici, where nothing was refused for good: the other side is away, or the way to it is. */
const NETWORK = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'ETIMEDOUT',
  'EPIPE',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

/**
 * SQLSTATEs of PostgreSQL: serialization failure, deadlock, too many connections, lock not available, and what an
 * administrator's shutdown or a crash brings about. Class 08, the connection, is looked up by its first two digits.
 */
const SQL_STATES = new Set(['40001', '40P01', '53300', '55P03', '57P01', '57P02', '57P03']);

/** Request timeout, too early, too many requests; and every 5xx. */
const HTTP_STATUSES = new Set([408, 425, 429]);

/**
 * What an error says of another attempt. In this order: is it, or one of its causes, a {@link PermanentError} or a
 * {@link TransientError}; what does the job's own `classify` say of it; has it, or one of its causes, a well-known code.
 * Never throws, whatever was thrown.
 */
export function failureClassOf(thrown: unknown, classify: ResolvedRetryPolicy['classify']): FailureClass {
  if (isA(thrown, ExecutionTimeoutError)) return 'timeout';
  const chain = [thrown, ...causesOf(thrown)];
  const explicit = chain.map(explicitly).find((verdict) => verdict !== undefined);
  const verdict = explicit ?? asked(classify, thrown) ?? (chain.some(isWellKnown) ? 'transient' : undefined);
  return verdict ?? (isA(thrown, PipelineError) ? 'pipeline' : 'unclassified');
}

/**
 * Whether another attempt is worth it. What nobody has classified is tried again where the job asked for retries; what
 * stands in front of the handler only where its cause is known to pass.
 */
export function isWorthAnother(failure: FailureClass): boolean {
  return failure !== 'permanent' && failure !== 'pipeline';
}

function explicitly(error: unknown): ErrorVerdict | undefined {
  if (isA(error, PermanentError)) return 'permanent';
  return isA(error, TransientError) ? 'transient' : undefined;
}

function asked(classify: ResolvedRetryPolicy['classify'], thrown: unknown): ErrorVerdict | undefined {
  // the job knows its own errors, not the library's around them
  const error = isA(thrown, PipelineError) ? (thrown.cause ?? thrown) : thrown;
  try {
    const verdict = classify?.(error);
    return verdict === 'permanent' || verdict === 'transient' ? verdict : undefined;
  } catch {
    return undefined;
  }
}

/** A proxy can throw even at this question. */
function isA<Kind>(thrown: unknown, kind: abstract new (...args: never[]) => Kind): thrown is Kind {
  try {
    return thrown instanceof kind;
  } catch {
    return false;
  }
}

function isWellKnown(error: unknown): boolean {
  const code = read(error, 'code');
  if (typeof code === 'string' && (NETWORK.has(code) || isPassingSqlState(code))) return true;
  return [error, read(error, 'response')].some(
    (holder) => isPassingStatus(read(holder, 'status')) || isPassingStatus(read(holder, 'statusCode')),
  );
}

function isPassingSqlState(code: string): boolean {
  return SQL_STATES.has(code) || /^08[0-9A-Z]{3}$/.test(code);
}

function isPassingStatus(status: unknown): boolean {
  if (typeof status !== 'number') return false;
  return HTTP_STATUSES.has(status) || (status >= 500 && status <= 599);
}
