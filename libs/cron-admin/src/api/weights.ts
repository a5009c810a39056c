/** What a client accepts, and how gladly, from 0 to 1: `Accept` and its like, by names in small letters. */
export function weightsOf(header: string | undefined): ReadonlyMap<string, number> {
  const entries = (header ?? '').split(',').map((part): [string, number] => {
    const [name, ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
    return [name, weight === undefined ? 1 : Number(weight) || 0];
  });
  return new Map(entries);
}
