/** Rows as somebody looks at them. */
export interface SteadyRows<Row> {
  /** Those of the beginning, in their order, each as it is now. */
  readonly rows: readonly Row[];
  /** Ids of those that are no longer among what was asked for. */
  readonly left: ReadonlySet<string>;
  /** How many have joined that are not shown. */
  readonly joined: number;
}

/**
 * Keeps rows where they are while the answer changes under them: what runs and fails joins those that failed, what is listed
 * as running ends.
 * @param shown as the answer was first
 * @param now as it is
 */
export function steadyRows<Row extends { readonly id: string }>(
  shown: readonly Row[],
  now: readonly Row[],
): SteadyRows<Row> {
  const newest = new Map(now.map((row) => [row.id, row]));
  const known = new Set(shown.map(({ id }) => id));
  // a page is full: for each row that joins, the last one drops out of it, and has not changed
  const joined = now.filter(({ id }) => !known.has(id)).length;
  const missing = shown.filter(({ id }) => !newest.has(id)).map(({ id }) => id);
  const pushedOut = new Set(shown.slice(shown.length - joined).map(({ id }) => id));
  return {
    rows: shown.map((row) => newest.get(row.id) ?? row),
    left: new Set(missing.filter((id) => !pushedOut.has(id))),
    joined,
  };
}
