/** What stands behind the `?` of an address: a text, or several of one name. */
export type Search = Readonly<Record<string, unknown>>;

/** As the API's own queries are written, so that people can read and change them: `?status=failed&status=lost`. */
export function readSearch(text: string): Record<string, string | string[]> {
  const search = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = search.get(name);
    search.set(name, known === undefined ? value : [known, value].flat());
  }
  return Object.fromEntries(search);
}

export function writeSearch(search: Search): string {
  const written = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') written.append(name, String(one));
    }
  }
  const text = written.toString();
  return text === '' ? '' : `?${text}`;
}

/** One text; nothing where there is none, or several. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** All texts of a name. */
export function textsOf(value: unknown): readonly string[] | undefined {
  const texts = [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
  return texts.length > 0 ? texts : undefined;
}

/** One of the texts that mean something here. */
export function oneOf<Text extends string>(value: unknown, known: readonly Text[]): Text | undefined {
  return known.find((one) => one === value);
}

/** Those of the texts that mean something here. */
export function someOf<Text extends string>(
  value: unknown,
  known: readonly Text[],
): readonly Text[] | undefined {
  const some = textsOf(value)?.filter((one): one is Text => (known as readonly string[]).includes(one));
  return some && some.length > 0 ? some : undefined;
}

/** Something that is chosen or not: `?paused=true`. */
export function flagOf(value: unknown): true | undefined {
  return value === true || value === 'true' ? true : undefined;
}
