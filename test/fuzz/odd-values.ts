import fc from 'fast-check';

/** What has broken others: SQL, markup, prototypes, control characters, numbers at their ends. */
const NOTORIOUS = [
  "' or 1=1 --",
  "'; drop table tracked_cron.cron_jobs; --",
  '$1',
  '%',
  '_',
  '\\',
  '<script>alert(1)</script>',
  '=cmd()',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  '../../etc/passwd',
  '\0',
  '\u0001\u001b[31m',
  '\ud800',
  '\u202e',
  '-1',
  '0',
  '1e999',
  '9007199254740993',
  '2147483648',
  '9999-12-31T23:59:59Z',
  '0000-01-01',
  '2026-11-23T02:00:00Z',
  '275760-09-13',
  '1.1',
  '999999999.999999999',
  '2026-01-01,2026-01-02',
  '019aa000-0000-7000-8000-000000000001',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
];

/** A text as nobody means it. */
export const oddText = fc.oneof(
  fc.constantFrom(...NOTORIOUS),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ maxLength: 20 }),
  fc.integer({ min: 100, max: 3_000 }).map((length) => 'a'.repeat(length)),
);

/** Whatever JSON can hold. */
export const oddJson = fc.oneof(
  oddText,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, {}, [], true, 1e308),
);

/** A cursor as a client could make it up, of a real one or of nothing. */
export function cursorLike(real: string): fc.Arbitrary<string> {
  const fields = JSON.parse(Buffer.from(real, 'base64url').toString()) as unknown[];
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return fc.oneof(
    fc.constant(real),
    fc
      .tuple(fc.nat(fields.length), oddJson)
      .map(([index, value]) => encoded(fields.map((field, i) => (i === index ? value : field)))),
    oddJson.map(encoded),
    fc.nat(real.length).map((length) => real.slice(0, length)),
    oddText,
  );
}
