/** What a text begins with that stands for a date, and one that only looks as if it did. */
const DATE = '\u0001d';
const TEXT = '\u0001t';

/** JSON that keeps its dates: what comes back is what went in. */
export function encode(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, json: unknown) {
    // dates have turned themselves into texts by now
    const own = this[name];
    if (own instanceof Date) return `${DATE}${own.getTime()}`;
    return typeof own === 'string' && own.startsWith('\u0001') ? TEXT + own : json;
  });
}

/** Reads what {@link encode} wrote. @throws SyntaxError for anything else that is no JSON */
export function decode(text: string): unknown {
  return JSON.parse(text, (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value.startsWith(DATE)) return new Date(Number(value.slice(DATE.length)));
    return value.startsWith(TEXT) ? value.slice(TEXT.length) : value;
  });
}
