import { problemOf, type Problem } from '../api/problem.js';
import { CHANNEL_NAMES, parseChannel, type LiveTopic } from './channel-name.js';
import type { LivePosition } from './protocol.js';

/** What a client asked for, checked. */
export interface ClientMessage {
  readonly topic: LiveTopic;
  readonly since: LivePosition | string | undefined;
}

const LOG_POSITION = /^\d{1,10}\.\d{1,10}$/;

/** Reads what a client sent with `subscribe` or `unsubscribe`, whatever that is. */
export function readClientMessage(message: unknown): ClientMessage | Problem {
  if (typeof message !== 'object' || message === null) {
    return malformed('', 'INVALID_VALUE', 'Send an object, such as { "channel": "jobs" }.');
  }
  for (const name of Object.keys(message)) {
    if (name === 'channel' || name === 'since') continue;
    return malformed('', 'UNKNOWN_PARAMETER', 'There are only "channel" and "since".');
  }
  const { channel, since } = message as { channel?: unknown; since?: unknown };
  const topic = parseChannel(channel);
  if (topic === null) return malformed('/channel', 'INVALID_VALUE', `Write ${CHANNEL_NAMES}.`);
  if (since === undefined || since === null) return { topic, since: undefined };
  const position = topic.kind === 'logs' ? readLogPosition(since) : readPosition(since);
  if (position !== null) return { topic, since: position };
  return malformed(
    '/since',
    'INVALID_VALUE',
    topic.kind === 'logs'
      ? 'Write the "to" of the last lines, or leave it out.'
      : 'Write { "epoch", "seq" } of the last message of the channel, or leave it out.',
  );
}

export function isProblem(read: ClientMessage | Problem): read is Problem {
  return 'type' in read;
}

function readPosition(since: unknown): LivePosition | null {
  if (typeof since !== 'object' || since === null) return null;
  const { epoch, seq } = since as Record<string, unknown>;
  if (typeof epoch !== 'string' || epoch.length > 100 || !Number.isSafeInteger(seq)) return null;
  return { epoch, seq: seq as number };
}

function readLogPosition(since: unknown): string | null {
  return typeof since === 'string' && LOG_POSITION.test(since) ? since : null;
}

function malformed(pointer: string, code: string, detail: string): Problem {
  return problemOf('invalid-request', detail, [{ pointer, code, detail }]);
}
