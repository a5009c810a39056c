import { invalidExpression } from './invalid-expression.js';
import type { SlotSource } from './slot-source.js';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const INTERVAL = /^@every\s+((?:\d+(?:ms|[smhd]))+)$/;
const SHORTEST = 1000;
const LONGEST = 366 * 86_400_000;

/** Whether the text is meant as an interval rather than as cron fields. */
export function isEvery(text: string): boolean {
  return /^@every(?:\s|\d|$)/.test(text);
}

/**
 * Reads `@every 90s`, `@every 1h30m`: whole numbers with the units `ms`, `s`, `m`, `h`, `d`.
 *
 * @returns milliseconds, from one second to 366 days
 * @throws TrackedCronError `INVALID_EXPRESSION`
 */
export function readEvery(text: string, expression: string): number {
  const interval = INTERVAL.exec(text)?.[1];
  if (interval === undefined) {
    throw invalidExpression(
      expression,
      'the interval cannot be read; write whole numbers with units ms, s, m, h or d, such as @every 90s or @every 1h30m',
    );
  }
  let everyMs = 0;
  for (const [, count, unit] of interval.matchAll(/(\d+)(ms|[smhd])/g))
    everyMs += Number(count) * UNITS[unit!]!;
  if (everyMs < SHORTEST) {
    throw invalidExpression(
      expression,
      `the interval is ${everyMs} ms, the shortest is one second; write @every 1s, or loop inside the job`,
    );
  }
  if (everyMs > LONGEST) {
    throw invalidExpression(
      expression,
      "the interval is longer than 366 days; write a date instead, such as '0 0 1 1 *' for every new year",
    );
  }
  return everyMs;
}

/** Slots at every multiple of the interval since the Unix epoch: the same on every instance, whenever it started. */
export class EverySlots implements SlotSource {
  constructor(readonly everyMs: number) {}

  after(instant: number): number {
    return (Math.floor(instant / this.everyMs) + 1) * this.everyMs;
  }

  before(instant: number): number {
    return (Math.ceil(instant / this.everyMs) - 1) * this.everyMs;
  }

  count(from: number, to: number): number {
    return Math.max(0, Math.floor(to / this.everyMs) - Math.floor(from / this.everyMs));
  }
}
