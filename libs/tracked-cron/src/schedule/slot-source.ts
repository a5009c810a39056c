/** What finds due times; all numbers are epoch milliseconds. */
export interface SlotSource {
  /** The first slot strictly after `instant`; `Infinity` when it lies past `LAST_INSTANT`. */
  after(instant: number): number;
  /** The last slot strictly before `instant`; `-Infinity` when it lies ahead of `FIRST_INSTANT`. */
  before(instant: number): number;
  /** How many slots lie after `from`, up to and including `to`, without walking them; undefined where only that would tell. */
  count(from: number, to: number): number | undefined;
}

/** 1900-01-01T00:00:00Z: nothing is due earlier. */
export const FIRST_INSTANT = Date.UTC(1900, 0, 1);

/** 9999-12-31T23:59:59.999Z: nothing is due later. */
export const LAST_INSTANT = Date.UTC(10_000, 0, 1) - 1;
