import { inspect, types } from 'node:util';
import { fingerprintOf, topOwnFrame } from '../history/error-fingerprint.js';
import type { ExecutionError } from '../history/execution-end.js';
import { captureText } from './redact.js';

const CLASS_BYTES = 200;
const CODE_BYTES = 64;
const MESSAGE_BYTES = 8 * 1024;
const STACK_BYTES = 16 * 1024;
const CAUSE_BYTES = 1024;
const MOST_CAUSES = 5;

/**
 * Takes down what was thrown. Never throws itself, whatever that was: texts, `undefined`, proxies, errors whose
 * properties throw, messages of megabytes, circles of causes.
 */
export function recordError(thrown: unknown): ExecutionError {
  try {
    return record(thrown);
  } catch {
    return fallback();
  }
}

function record(thrown: unknown): ExecutionError {
  const errorClass = classOf(thrown);
  const chain = causesOf(thrown);
  const raw = rawMessageOf(thrown) || joined(chain);
  const message = captureText(raw, MESSAGE_BYTES);
  const stack = stackOf(thrown, raw, message);
  return {
    errorClass,
    message,
    stack: stack && stack.text,
    causes: chain.map((cause) => ({
      errorClass: classOf(cause),
      message: captureText(rawMessageOf(cause), CAUSE_BYTES),
    })),
    code: [thrown, ...chain].map(codeOf).find((code) => code !== null) ?? null,
    fingerprint: fingerprintOf(errorClass, message, stack && topOwnFrame(stack.frames)),
  };
}

function fallback(): ExecutionError {
  const message = "what was thrown can't be read";
  const fingerprint = fingerprintOf('unknown', message, null);
  return { errorClass: 'unknown', message, stack: null, causes: [], code: null, fingerprint };
}

/** A property of anything; one that can't be read is one that isn't there. */
export function read(from: unknown, key: string): unknown {
  if ((typeof from !== 'object' && typeof from !== 'function') || from === null) return undefined;
  try {
    return (from as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

function classOf(thrown: unknown): string {
  if (thrown === null) return 'null';
  if (typeof thrown !== 'object') return typeof thrown;
  const name = read(thrown, 'name');
  // `Error` is what a class without a name of its own inherits, `error` what pg writes
  if (typeof name === 'string' && name !== '' && name !== 'Error' && name !== 'error') {
    return captureText(name, CLASS_BYTES);
  }
  const constructed = read(read(thrown, 'constructor'), 'name');
  if (typeof constructed === 'string' && constructed !== '') return captureText(constructed, CLASS_BYTES);
  return typeof name === 'string' && name !== '' ? name : 'Object';
}

function rawMessageOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  const message = read(thrown, 'message');
  if (typeof message === 'string') return message;
  // what newer Nodes write of such an error says nothing
  if (message === undefined && types.isNativeError(thrown)) return UNREADABLE;
  return described(message === undefined || message === null ? thrown : message);
}

/** Anything in a few words. Calls no getter, `toString`, `toJSON` or proxy trap of it, and writes nothing large. */
function described(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint' && (value > HUGE || value < -HUGE)) return 'a bigint too large to write';
  if (typeof value !== 'object' && typeof value !== 'function') return String(value);
  try {
    return inspect(value, {
      depth: 2,
      customInspect: false,
      getters: false,
      showProxy: true,
      maxArrayLength: 20,
      maxStringLength: 2000,
      breakLength: Infinity,
    });
  } catch {
    return UNREADABLE;
  }
}

const UNREADABLE = "a thrown object that can't be read";
const HUGE = 2n ** 1024n;

/** Some errors say nothing but what their members say: a connection refused on every address, for one. */
function joined(chain: readonly unknown[]): string {
  return chain
    .map((cause) => rawMessageOf(cause).slice(0, CAUSE_BYTES))
    .filter((message) => message !== '')
    .join('; ');
}

/** Its causes and theirs, nearest first, each once. */
export function causesOf(thrown: unknown): unknown[] {
  const found: unknown[] = [];
  const seen = new Set<unknown>([thrown]);
  const queue: unknown[] = [thrown];
  for (let n = 0; n < queue.length && found.length < MOST_CAUSES; n++) {
    for (const cause of [read(queue[n], 'cause'), ...membersOf(queue[n])]) {
      if (cause === undefined || cause === null || seen.has(cause) || found.length >= MOST_CAUSES) continue;
      seen.add(cause);
      found.push(cause);
      queue.push(cause);
    }
  }
  return found;
}

function membersOf(error: unknown): unknown[] {
  if (classOf(error) !== 'AggregateError') return [];
  const members = read(error, 'errors');
  return Array.from({ length: MOST_CAUSES }, (_, n) => read(members, String(n)));
}

function codeOf(thrown: unknown): string | null {
  const code = read(thrown, 'code');
  if (typeof code === 'number' && Number.isFinite(code)) return String(code);
  return typeof code === 'string' && code !== '' ? captureText(code, CODE_BYTES) : null;
}

interface RecordedStack {
  readonly text: string;
  /** The part behind the message. */
  readonly frames: string;
}

/** The message at its head may be of any length: it is replaced by the one that is kept, so that the frames stay. */
function stackOf(thrown: unknown, rawMessage: string, message: string): RecordedStack | null {
  const stack = read(thrown, 'stack');
  if (typeof stack !== 'string' || stack === '') return null;
  const colon = stack.slice(0, CLASS_BYTES).indexOf(': ');
  const head = colon === -1 ? 0 : colon + 2;
  if (head === 0 || rawMessage === '' || stack.slice(head, head + rawMessage.length) !== rawMessage) {
    const text = captureText(stack, STACK_BYTES);
    return { text, frames: text };
  }
  const title = captureText(stack.slice(0, head), CLASS_BYTES * 3) + message;
  const room = STACK_BYTES - Buffer.byteLength(title);
  const frames = captureText(stack.slice(head + rawMessage.length), room);
  return { text: title + frames, frames };
}
