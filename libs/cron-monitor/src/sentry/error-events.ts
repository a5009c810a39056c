import { types } from 'node:util';
import type { ExecutionError } from 'nestjs-tracked-cron';
import { captureText, recordError } from 'nestjs-tracked-cron/internal';
import type { AttemptScopes } from './attempt-scopes.js';
import { oneLine, plainText } from '../channels/neutral-text.js';
import { fingerprintOf } from './execution-words.js';
import type { Sentry } from './load-sentry.js';

const LONGEST_MESSAGE_BYTES = 8 * 1024;
const MOST_CAUSES = 5;

type ErrorEvent = Parameters<Sentry['captureEvent']>[0];

/** Sends what executions failed with. */
export class ErrorEvents {
  /** What was sent: some applications throw the same object again and again, and Sentry takes an object once. */
  private readonly sent = new WeakSet<Error>();

  constructor(private readonly sentry: Sentry) {}

  /**
   * @param thrown the thing itself: so Sentry knows it again where the application captures it, too
   * @param attemptKey different for each attempt of each execution
   * @returns the event's id; null where the application has captured it elsewhere
   */
  send(thrown: unknown, jobName: string, attemptKey: string, scopes: AttemptScopes): string | null {
    const error = recordError(thrown);
    const original = isWellFormed(thrown) ? thrown : copyOf(error);
    const wasSent = this.sent.has(original);
    this.sent.add(original);
    return scopes.inside(() => {
      if (!wasSent && isCaptured(thrown)) return scopes.lastEventId();
      return this.sentry.withScope((scope) => {
        const fingerprint = fingerprintOf(jobName, error);
        scope.setLevel('error');
        // Sentry drops an event that equals the one before. The same fault of the next execution is no duplicate: the event is
        // given its fingerprint when that comparison is through.
        scope.setFingerprint([...fingerprint, attemptKey]);
        scope.addEventProcessor((event) => tidied(event, fingerprint));
        return this.sentry.captureException(wasSent ? copyOf(error) : original);
      });
    });
  }
}

/**
 * Whether it is an error that can be read, down to its causes. Sentry stumbles over anything else (a symbol, an object with a
 * getter that throws), and from then on each flush waits for it.
 */
function isWellFormed(thrown: unknown): thrown is Error {
  try {
    let error = thrown;
    for (let depth = 0; depth <= MOST_CAUSES; depth++) {
      if (!(types.isNativeError(error) || error instanceof Error)) return depth > 0;
      if ([error.name, error.message, error.stack ?? ''].some((part) => typeof part !== 'string'))
        return false;
      error = error.cause;
    }
    return true;
  } catch {
    return false;
  }
}

/** How Sentry marks what it has taken, and takes no second time. */
const MARK = '__sentry_captured__';

function isCaptured(thrown: unknown): boolean {
  try {
    return (thrown as Record<string, unknown>)[MARK] === true;
  } catch {
    return false; // null, or one that can't be read
  }
}

/** What the record keeps of it, as an error. */
function copyOf({ errorClass, message, stack }: ExecutionError): Error {
  const copy = new Error(message);
  copy.name = errorClass;
  copy.stack = stack ?? undefined;
  return copy;
}

/** Without what looks like a secret, and what hides it: messages of errors have passwords in them. */
function tidied<Event extends ErrorEvent>(event: Event, fingerprint: string[]): Event {
  for (const exception of event.exception?.values ?? []) {
    if (exception.type !== undefined) exception.type = oneLine(exception.type);
    if (exception.value !== undefined)
      exception.value = plainText(captureText(exception.value, LONGEST_MESSAGE_BYTES));
  }
  event.fingerprint = fingerprint;
  return event;
}
