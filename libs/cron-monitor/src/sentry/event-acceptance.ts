import { setImmediate } from 'node:timers/promises';
import { DeliveryError } from '../channels/alert-channel.js';
import type { Sentry } from './load-sentry.js';

type Client = NonNullable<ReturnType<Sentry['getClient']>>;

/** What a delivery is given, at most. */
const LONGEST_WAIT_MS = 10_000;

/** What came back for an event; without a status where it never left, or nothing came back. */
interface Answer {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string | null>>;
}

/**
 * Captures an event, and resolves when Sentry has accepted it. Capturing itself returns at once and never fails: what became of
 * it, the client tells in passing, and of an event that its hooks drop, nothing.
 *
 * @throws DeliveryError
 */
export async function accepted(
  client: Pick<Client, 'on' | 'flush'>,
  eventId: string,
  capture: () => void,
  signal: AbortSignal,
): Promise<void> {
  let stop = () => {};
  const outcome = new Promise<Answer | 'dropped' | 'late'>((resolve) => {
    signal.addEventListener('abort', () => resolve('late'), { once: true });
    stop = client.on('afterSendEvent', (event, answer) => {
      if (event.event_id === eventId) resolve(answer);
    });
    capture();
    void emptied(client).then((isEmpty) => isEmpty && resolve('dropped'));
  });
  try {
    judge(await outcome);
  } finally {
    stop();
  }
}

/** Whether nothing is on its way any more. */
async function emptied(client: Pick<Client, 'flush'>): Promise<boolean> {
  const isEmpty = await client.flush(LONGEST_WAIT_MS);
  await setImmediate(); // an answer is told right after the queue is empty
  return isEmpty;
}

function judge(answer: Answer | 'dropped' | 'late'): void {
  if (answer === 'late') throw new DeliveryError('Sentry has not answered in time');
  if (answer === 'dropped') {
    throw new DeliveryError(
      "the application's Sentry client drops it: look at its beforeSend and its event processors",
      {
        retry: false,
      },
    );
  }
  const { statusCode, headers } = answer;
  if (statusCode === undefined) {
    throw new DeliveryError('Sentry could not be reached, or has asked for a pause');
  }
  if (statusCode >= 200 && statusCode < 300) return;
  throw new DeliveryError(`Sentry answered ${statusCode}`, {
    retry: statusCode === 429 || statusCode >= 500,
    retryAfterMs: inMilliseconds(headers?.['retry-after']),
    channelGone: statusCode === 401 || statusCode === 403,
  });
}

/** Seconds, or a date. */
function inMilliseconds(retryAfter: string | null | undefined): number | null {
  const seconds = Number(retryAfter || Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}
