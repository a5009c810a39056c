import type { Constant } from '../source/constant.js';

/** What becomes of an option of another scheduler. */
export type OptionFate =
  | { readonly fate: 'keep' }
  /** Another name, the same value. */
  | { readonly fate: 'rename'; readonly to: string }
  /** Another text in its place. */
  | { readonly fate: 'write'; readonly text: string; readonly note?: string }
  /** Nothing in its place. */
  | { readonly fate: 'drop'; readonly note?: string }
  /** The whole job stays as it is. */
  | { readonly fate: 'refuse'; readonly why: string };

/** An option's value, as text and, where that can be told, as value. */
export interface OptionValue {
  readonly text: string;
  readonly constant: Constant;
  /** The file's quotation mark. */
  readonly quote: string;
}

const KEEP: OptionFate = { fate: 'keep' };
const NAME = /^[A-Za-z0-9_.:-]{1,120}$/;
/** How late a slot may still start that is not to be caught up. */
const LATE_MS = 5_000;

/** Options of `@Cron` and of `CronJob`, which are the same. */
export function fateOfCronOption(name: string, value: OptionValue): OptionFate {
  const { constant, text } = value;
  switch (name) {
    case 'name':
      return fateOfName(constant);
    case 'timeZone':
      return constant && constant.value === null ? { fate: 'drop' } : KEEP;
    case 'disabled':
      return KEEP;
    case 'utcOffset':
      if (constant && (constant.value === null || constant.value === undefined)) return { fate: 'drop' };
      if (constant?.value === 0) return { fate: 'write', text: `timeZone: ${value.quote}UTC${value.quote}` };
      return refuse(
        "a time zone is a name, not an offset: write timeZone instead of utcOffset, for example 'Europe/Riga'",
      );
    case 'waitForCompletion':
      return fateOfWaiting(value);
    case 'threshold':
      return { fate: 'drop', note: thresholdNote(constant) };
    case 'unrefTimeout':
      return isOff(constant)
        ? { fate: 'drop' }
        : { fate: 'drop', note: 'unrefTimeout is gone: close the application to end the process' };
    case 'initialDelay':
      if (isOff(constant)) return { fate: 'drop' };
      return refuse(
        `nothing delays the first run: make the handler wait for what it needs, and remove initialDelay (${text})`,
      );
    default:
      return refuse(`the option "${name}" has no counterpart`);
  }
}

/** A name is part of addresses and of the record: it has fewer characters to choose from. */
export function fateOfName(constant: Constant): OptionFate {
  if (!constant) return KEEP;
  if (constant.value === null || constant.value === undefined) return { fate: 'drop' };
  if (typeof constant.value === 'string' && NAME.test(constant.value)) return KEEP;
  return refuse(
    `the name ${JSON.stringify(constant.value)} may only hold letters, digits and _ . : - (at most 120): rename it`,
  );
}

/** Skipping what comes due meanwhile is an overlap policy here. */
function fateOfWaiting({ constant, text, quote }: OptionValue): OptionFate {
  if (isOff(constant)) return { fate: 'drop' };
  const [skip, allow] = ['skip', 'allow'].map((policy) => quote + policy + quote);
  if (constant) return { fate: 'write', text: `overlap: ${skip}` };
  return {
    fate: 'write',
    text: `overlap: ${/^[\w.]+$/.test(text) ? text : `(${text})`} ? ${skip} : ${allow}`,
  };
}

export function refuse(why: string): OptionFate {
  return { fate: 'refuse', why };
}

/** Known to say nothing: false, 0, null, undefined. */
export function isOff(constant: Constant): boolean {
  return constant !== undefined && !constant.value;
}

function thresholdNote(constant: Constant): string {
  const ms = constant?.value;
  return typeof ms === 'number' && ms > LATE_MS
    ? `threshold is gone: a slot that could not start for ${LATE_MS / 1000} s is recorded as missed, not run`
    : `threshold is gone: a slot may start up to ${LATE_MS / 1000} s late`;
}
