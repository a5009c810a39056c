/** An order that is held: which rows are shown, and what has become of it meanwhile. */
export interface HeldOrder {
  readonly names: readonly string[];
  /** How many ought to be there and are not shown yet. */
  readonly added: number;
  /** Whether those that are shown would stand otherwise, or not at all. */
  readonly moved: boolean;
}

/**
 * What to show while somebody points at the rows: they stay where they are, and what is new waits.
 * @param shown the names as they stand
 * @param wanted the names as they would stand
 * @param exists whether there still is such a job: without it there is nothing to show
 */
export function heldOrder(
  shown: readonly string[],
  wanted: readonly string[],
  exists: (name: string) => boolean,
): HeldOrder {
  const names = shown.filter(exists);
  const here = new Set(names);
  const wantedHere = wanted.filter((name) => here.has(name));
  return { names, added: wanted.length - wantedHere.length, moved: !isSame(names, wantedHere) };
}

/** Whether two orders are one. */
export function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, at) => name === other[at]);
}

/** What is told in place of moving rows; null for nothing. */
export function heldInWords({ added, moved }: HeldOrder): string | null {
  const said = [added > 0 && `${added} new`, moved && 'order has changed'].filter(Boolean).join(', ');
  return said === '' ? null : said[0]!.toUpperCase() + said.slice(1);
}
