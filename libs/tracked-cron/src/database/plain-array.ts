/**
 * An array parameter for `unnest`, written out. The driver looks at each character of each element for what would have to be
 * quoted, which costs more than the rest of a large statement's preparation; ids, numbers and our own words have nothing.
 *
 * @param values uuids, numbers, or words of letters and underscores; never text from outside
 */
export function plainArray(values: readonly (string | number | null)[]): string {
  let literal = '{';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) literal += ',';
    literal += values[index] ?? 'NULL';
  }
  return `${literal}}`;
}
