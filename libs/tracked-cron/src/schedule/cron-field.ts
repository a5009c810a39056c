import { ValueSet } from './value-set.js';

/** What a field is called in messages, and its bounds. */
export interface FieldRule {
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** One field, read. */
export interface CronField {
  readonly allowed: ValueSet;
  /** Whether some element runs over the whole field: a star, with or without step, and what says the same: `0-23`, `0-23/2`, `0/2`. */
  readonly hasStar: boolean;
}

const NAMES = new Map([
  ...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
    (name, index) => [name, index + 1] as const,
  ),
  ...['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'].map((name, index) => [name, index] as const),
]);

const ELEMENT = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/;

/**
 * Reads one field: values, ranges, steps and lists of them; names were lower-cased before.
 * Bounds are checked before anything is expanded.
 *
 * @throws the string that `refuse` is given: what is wrong and what to write instead
 */
export function readField(text: string, rule: FieldRule, refuse: (reason: string) => Error): CronField {
  const values: number[] = [];
  let hasStar = false;
  for (const element of withoutNames(text, rule, refuse).split(',')) {
    const { from, to, step } = readElement(element, rule, refuse);
    for (let value = from; value <= to; value += step) values.push(value);
    if (from === rule.low && to === rule.high) hasStar = true;
  }
  return { allowed: new ValueSet(values), hasStar };
}

/** The `cron` package replaces names in any field, up to three letters at a time; so do we. */
function withoutNames(text: string, rule: FieldRule, refuse: (reason: string) => Error): string {
  return text.replace(/[a-z]{1,3}/g, (name) => {
    const value = NAMES.get(name);
    if (value !== undefined) return String(value);
    if (/^[lw]$/.test(name))
      throw refuse(`${rule.name} '${text}' uses L or W, which are not supported; write numbers`);
    throw refuse(
      `'${/[a-z]+/.exec(text)![0]}' in ${rule.name} is not known; write numbers or the first three letters, jan to dec or sun to sat`,
    );
  });
}

function readElement(element: string, rule: FieldRule, refuse: (reason: string) => Error) {
  const { name, low, high } = rule;
  const parts = ELEMENT.exec(element);
  if (!parts) throw refuse(unreadable(element, rule));
  const [, first, second, stepText] = parts;
  const step = stepText === undefined ? 1 : Number(stepText);
  if (step === 0) throw refuse(`${name} '${element}' has a step of zero; write a step of 1 or more`);
  if (first === undefined) return { from: low, to: high, step };
  const from = Number(first);
  const to = second === undefined ? (stepText === undefined ? from : high) : Number(second);
  const outside = [from, to].find((value) => value < low || value > high);
  if (outside !== undefined) throw refuse(`${name} ${outside} is out of range ${low}-${high}`);
  if (from > to) {
    const last = Math.max(from, high === 7 ? 6 : high);
    const range = (a: number, b: number) => (a === b ? `${a}` : `${a}-${b}`);
    throw refuse(`${name} ${from}-${to} runs backwards; write ${range(from, last)},${range(low, to)}`);
  }
  return { from, to, step };
}

function unreadable(element: string, { name, low, high }: FieldRule): string {
  const shown = element.length > 20 ? `${element.slice(0, 20)}...` : element;
  if (element === '?') return `${name} '?' is not supported; write *`;
  if (element.includes('#')) return `${name} '${shown}' uses #, which is not supported; write numbers`;
  return `${name} '${shown}' cannot be read; write *, a number from ${low} to ${high}, a range such as ${low}-${low + 2}, a step such as */2, or a list of these with commas and no spaces`;
}
