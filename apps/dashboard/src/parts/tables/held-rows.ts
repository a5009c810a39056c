import { useState } from 'react';

/** A row as it is shown. */
export interface HeldRow<Row> {
  readonly row: Row;
  /** It is in the list no more: shown where it was, so that nothing moves. */
  readonly gone: boolean;
}

/** Rows that stay where they are, and what of the newest list they leave out. */
export interface HeldRows<Row> {
  readonly rows: readonly HeldRow<Row>[];
  /** How many there are that are not shown. */
  readonly news: number;
  readonly gone: number;
}

/**
 * Keeps rows in their places: what they say is the newest, where they stand is as before.
 * @param isCut the list goes on behind the newest rows: for each that came, the last one dropped out of them, and is not gone
 */
export function hold<Row>(
  held: readonly HeldRow<Row>[],
  newest: readonly Row[],
  keyOf: (row: Row) => string,
  isCut = false,
): HeldRows<Row> {
  const byKey = new Map(newest.map((row) => [keyOf(row), row]));
  const shown = new Set(held.map(({ row }) => keyOf(row)));
  const news = newest.filter((row) => !shown.has(keyOf(row))).length;
  const pushedOutFrom = isCut ? held.length - news : held.length;
  const rows = held.map(({ row }, index): HeldRow<Row> => {
    const now = byKey.get(keyOf(row));
    return now === undefined ? { row, gone: index < pushedOutFrom } : { row: now, gone: false };
  });
  return { rows, news, gone: rows.filter(({ gone }) => gone).length };
}

/** Rows as they are. */
export function fresh<Row>(newest: readonly Row[]): HeldRows<Row> {
  return { rows: newest.map((row) => ({ row, gone: false })), news: 0, gone: 0 };
}

/**
 * Rows that never move under the cursor while their list changes. Give the component a key of its filters: other ones begin anew.
 * @param isCut the list goes on behind these rows
 * @returns `update` takes the newest list as it is
 */
export function useHeldRows<Row>(
  newest: readonly Row[],
  keyOf: (row: Row) => string,
  isCut = false,
): HeldRows<Row> & { readonly update: () => void } {
  const [state, setState] = useState({ newest, held: fresh(newest) });
  let { held } = state;
  if (state.newest !== newest) {
    held = state.held.rows.length === 0 ? fresh(newest) : hold(state.held.rows, newest, keyOf, isCut);
    setState({ newest, held });
  }
  return { ...held, update: () => setState({ newest, held: fresh(newest) }) };
}
