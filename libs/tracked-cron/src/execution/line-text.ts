import { format, inspect, stripVTControlCharacters, type InspectOptions } from 'node:util';
import { captureText } from './redact.js';

/** What is kept of a line, in bytes. */
const LINE_BYTES = 8 * 1024;
const CONTEXT_BYTES = 200;
const STACK = /\n[ \t]{1,20}at /;

/** Objects on one line, and no more of them than a line can hold. */
const INSPECT: InspectOptions = {
  depth: 4,
  maxArrayLength: 100,
  maxStringLength: LINE_BYTES,
  breakLength: Infinity,
  compact: true,
};

/** What a line was written with. */
export type LineSource = 'logger' | 'console';

/** A line, bounded and redacted. */
export interface LineText {
  readonly context: string | null;
  readonly text: string;
}

/**
 * What was handed to a method of Nest's `Logger`, as one text: messages and objects beside each other, a stack below.
 * @param ownContext the logger's own name; without one a text that comes last is the name, as Nest has it
 */
export function nestLine(parameters: readonly unknown[], ownContext: string | undefined): LineText {
  const [message, ...rest] = parameters;
  const last = rest.at(-1);
  const named = ownContext === undefined && typeof last === 'string' && !isStack(last);
  if (named) rest.pop();
  let text = described(message);
  for (const part of rest) {
    if (part === undefined) continue;
    text += isStack(part) ? `\n${part}` : ` ${described(part)}`;
  }
  return bounded(text, named ? last : ownContext);
}

/** What was handed to a method of `console`, with its placeholders filled in. */
export function consoleLine(parameters: readonly unknown[]): LineText {
  return bounded(formatted(parameters), 'console');
}

/** What was handed to a method of pino: its message, its placeholders filled in, then the object that came first. */
export function pinoLine([first, ...rest]: readonly unknown[]): LineText {
  if (typeof first !== 'object' || first === null) return bounded(formatted([first, ...rest]), undefined);
  const { context } = first as { context?: unknown };
  const text = rest.length === 0 ? described(first) : `${formatted(rest)} ${described(first)}`;
  return bounded(text, typeof context === 'string' ? context : undefined);
}

function formatted(parameters: readonly unknown[]): string {
  if (parameters.length === 1) return described(parameters[0]);
  try {
    return format(...parameters.map((one) => (isLong(one) ? cut(one) : one)));
  } catch {
    return parameters.map(described).join(' ');
  }
}

function bounded(text: string, context: string | undefined): LineText {
  return {
    text: captureText(text.includes('\u001b') ? stripVTControlCharacters(cut(text)) : text, LINE_BYTES),
    context: context === undefined || context === '' ? null : captureText(context, CONTEXT_BYTES),
  };
}

function described(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    if (typeof value !== 'function') return inspect(value, INSPECT);
    // Nest takes a function for a message that is made when it is printed, and prints the name of a class
    if (/^class\b/.test(Function.prototype.toString.call(value))) return value.name;
    return described((value as () => unknown)());
  } catch {
    return `[${typeof value} that can't be shown]`;
  }
}

function isStack(value: unknown): boolean {
  return typeof value === 'string' && STACK.test(cut(value));
}

/** Twice what is kept, so that the cut is still marked as one. */
const CUT = 2 * LINE_BYTES;

function isLong(value: unknown): value is string {
  return typeof value === 'string' && value.length > CUT;
}

function cut(text: string): string {
  return isLong(text) ? text.slice(0, CUT) : text;
}
