/** Values of a statement, numbered as they are used. */
export class SqlParameters {
  readonly values: unknown[] = [];

  /** Takes a value and answers the placeholder that stands for it. */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** A pattern for `like` that finds this very text anywhere. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
