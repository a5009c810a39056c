import fc from 'fast-check';
import { outOfBounds, type Operation } from '../support/admin-contract.js';
import { cursorLike, oddJson, oddText } from './odd-values.js';

/** A request as it goes over the wire. */
export interface OddRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** What exists, so that some requests get far. */
export interface Existing {
  readonly pathValues: readonly string[];
  readonly cursor: string;
  readonly tokens: readonly string[];
}

const METHODS = ['GET', 'GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const TYPES = [
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'a/b+json',
];

/** A request to one of the routes, or near one, with anything in its path, query, headers and body. */
export function oddRequest(operations: readonly Operation[], existing: Existing): fc.Arbitrary<OddRequest> {
  const names = [...new Set(operations.flatMap(({ parameters }) => parameters.map(({ name }) => name)))];
  return fc.constantFrom(...operations).chain((operation) =>
    fc.record({
      method: often(operation.method, fc.constantFrom(...METHODS)),
      path: fc
        .tuple(pathLike(operation, existing), queryLike(operation, names, existing))
        .map(([path, query]) => `${path}${query}`),
      headers: headersLike(existing),
      body: operation.method === 'GET' ? fc.constant(undefined) : bodyLike(operation),
    }),
  );
}

function often<Value>(usual: Value, others: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 9, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others });
}

function pathLike({ path }: Operation, { pathValues }: Existing): fc.Arbitrary<string> {
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...pathValues) },
    { weight: 1, arbitrary: oddText.map(escaped) },
    { weight: 1, arbitrary: fc.constantFrom('%', '%00', '%E0%A4', '..', '.', '%2F', '') },
  );
  return value.map((text) => path.replace(/\{\w+\}/, text));
}

function queryLike(
  operation: Operation,
  names: readonly string[],
  { cursor }: Existing,
): fc.Arbitrary<string> {
  const own = operation.parameters.filter((one) => one.in === 'query');
  const name =
    own.length === 0
      ? fc.constantFrom(...names)
      : often(own[0].name, fc.constantFrom(...names)).chain(() =>
          fc.constantFrom(...own.map((one) => one.name), ...names.slice(0, 2)),
        );
  const parameter = name.chain((name) => {
    const bounds = own.find((one) => one.name === name)?.schema;
    const wrong = bounds ? outOfBounds(bounds).flat().map(String) : [];
    const right = (bounds?.enum ?? bounds?.items?.enum ?? ['10']).map(String);
    const value = fc.oneof(
      fc.constantFrom(...right, ...wrong),
      oddText,
      ...(name === 'cursor' ? [cursorLike(cursor)] : []),
    );
    return value.map((text) => `${escaped(name)}=${escaped(text)}`);
  });
  return fc
    .array(parameter, { maxLength: 4 })
    .map((parameters) => (parameters.length > 0 ? `?${parameters.join('&')}` : ''));
}

function bodyLike({ body }: Operation): fc.Arbitrary<string | undefined> {
  const fields = Object.entries(body?.properties ?? {}).map(
    ([name, schema]): [string, fc.Arbitrary<unknown>] => [
      name,
      fc.oneof(oddJson, fc.constantFrom('because', '2026-11-23T02:00:00Z', ...outOfBounds(schema))),
    ],
  );
  const object = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
  return fc.oneof(
    { weight: 6, arbitrary: object.map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: oddJson.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: oddText },
    {
      weight: 1,
      arbitrary: fc.constantFrom(undefined, '', '{', '{"__proto__":{"x":1}}', '{"reason":"\\u0000"}'),
    },
  );
}

function headersLike({ tokens }: Existing): fc.Arbitrary<Record<string, string>> {
  const visible = fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x20-\x7e]/g, ''));
  return fc
    .record(
      {
        authorization: often('', visible).chain((odd) =>
          odd ? fc.constant(odd) : fc.constantFrom(...tokens).map((token) => `Bearer ${token}`),
        ),
        'content-type': fc.constantFrom(...TYPES),
        accept: fc.constantFrom('*/*', 'text/plain', 'application/json', 'text/csv', ''),
        'idempotency-key': visible,
        'if-match': visible,
        origin: visible,
        'x-forwarded-prefix': visible,
      },
      { requiredKeys: ['authorization', 'content-type'] },
    )
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()])),
    );
}

/** As it can stand in a request line: a lone surrogate can't be written as UTF-8. */
function escaped(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
