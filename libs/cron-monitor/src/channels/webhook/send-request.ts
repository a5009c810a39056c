import { retryAfterOf } from 'nestjs-tracked-cron/internal';
import { DeliveryError } from '../alert-channel.js';
import { cutText, oneLine } from '../neutral-text.js';
import type { WebhookRequest } from './webhook-format.js';

/** How a request is made, and its answer understood. */
export interface Sending {
  /** Answers that mean that the channel itself is gone. */
  readonly gone: readonly number[];
  /** What no message may repeat: keys and secrets. */
  readonly secrets: readonly string[];
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Of an answer, in an error: it says what was wrong. */
const LONGEST_ANSWER = 200;
const MOST_READ_BYTES = 4_096;
/** Passes by itself, perhaps: a receiver that is being deployed has no route yet. */
const PASSING = new Set([404, 408, 425, 429]);

/** Makes one request, once. @throws DeliveryError that says whether to try again; it names the host, and nothing of the address that may be secret */
export async function sendRequest(
  request: WebhookRequest & { body: string },
  sending: Sending,
): Promise<number> {
  const host = new URL(request.url).host;
  const { url, method, headers, body } = request;
  let answer: Response;
  try {
    answer = await fetch(url, { method, headers, body, signal: sending.signal, redirect: 'manual' });
  } catch (error) {
    throw new DeliveryError(unreached(host, error, sending.signal));
  }
  if (answer.ok) {
    await answer.body?.cancel();
    return answer.status;
  }
  throw await refusal(host, answer, request.url, sending);
}

function unreached(host: string, error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return `${host} did not answer in time.`;
  const code = codeOf(error) ?? codeOf(read(error, 'cause'));
  return `${host} can't be reached${code === null ? '' : ` (${code})`}.`;
}

function codeOf(error: unknown): string | null {
  const code = read(error, 'code');
  return typeof code === 'string' ? code : null;
}

function read(from: unknown, key: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[key] : undefined;
}

async function refusal(
  host: string,
  answer: Response,
  url: string,
  sending: Sending,
): Promise<DeliveryError> {
  const { status } = answer;
  const said = await beginningOf(answer);
  const words = withoutSecrets(said, [...sending.secrets, pathOf(url)]);
  const detail = words === '' ? '' : `: ${cutText(oneLine(words), LONGEST_ANSWER)}`;
  if (status >= 300 && status < 400) {
    const remedy = 'redirects are not followed, write the address that it leads to';
    return new DeliveryError(`${host} answered ${status}: ${remedy}.`, { retry: false });
  }
  return new DeliveryError(`${host} answered ${status}${detail}.`, {
    retry: status >= 500 || PASSING.has(status),
    retryAfterMs: retryAfterOf(answer, sending.now),
    channelGone: sending.gone.includes(status),
  });
}

/** What it says, as much as an error has room for; whatever is wrong with the rest. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const read: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      read.push(chunk as Uint8Array);
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes >= MOST_READ_BYTES) break;
    }
  } catch {
    // what came before it broke off says enough
  }
  return Buffer.concat(read).subarray(0, MOST_READ_BYTES).toString('utf8');
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length > 3)
    .reduce((clean, secret) => clean.replaceAll(secret, '[redacted]'), text);
}
