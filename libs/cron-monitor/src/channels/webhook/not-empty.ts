/** What there is: services refuse empty texts, or take them for something else than nothing. */
export function notEmpty(
  texts: Readonly<Record<string, string | null | undefined>>,
  written: (text: string) => string = (text) => text,
): Record<string, string> {
  const given = Object.entries(texts).map(([name, text]) => [name, text ? written(text) : ''] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}
