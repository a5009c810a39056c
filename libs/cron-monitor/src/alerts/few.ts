const MOST_NAMES = 5;

/** A few names in a sentence: the first five, and how many more there are. */
export function few(names: readonly string[], most = MOST_NAMES): string {
  const more = names.length - most;
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
