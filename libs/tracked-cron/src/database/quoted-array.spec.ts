import fc from 'fast-check';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/test-database.js';
import { quotedArray } from './quoted-array.js';

describe('an array of texts, written out', () => {
  let database: TestDatabase;
  beforeAll(async () => void (database = await createTestDatabase()));
  afterAll(() => database.drop());

  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', '')), // which PostgreSQL has no text with
    fc.constantFrom('', 'NULL', 'null', '{}', '","', '\\', '"', "'", ' ', '\n', '{"a":"b\\"c"}', '\\x00'),
  );

  it('is read by PostgreSQL as what it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(text), { maxLength: 20 }), async (values) => {
        const [row] = await database.query<{ values: (string | null)[] }>('select $1::text[] as values', [
          quotedArray(values),
        ]);
        expect(row.values).toEqual(values);
      }),
      { numRuns: 200 },
    );
  });
});
