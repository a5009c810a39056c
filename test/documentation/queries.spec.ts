import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { startInstance, type TestInstance } from '../support/test-instance.js';
import { readPages } from './pages.js';

describe('the queries in the documentation', () => {
  let database: TestDatabase;
  let instance: TestInstance;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({ url: database.url, providers: [] });
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  // what is not here changes roles or partitions, which is another test's affair
  const queries = [...readPages()].flatMap(([page, { blocks }]) =>
    blocks
      .filter(
        ({ language, text }) => language === 'sql' && /^(select|update|drop schema)\b/.test(text.trim()),
      )
      .map(({ line, text }) => ({ where: `${page}:${line}`, text: text.trim().replace(/;$/, '') })),
  );

  it('are found', () => expect(queries.length).toBeGreaterThan(8));

  it.each(queries)('of $where are understood by the schema as it is', async ({ text }) => {
    await database.query(`
      begin;
      set local search_path to tracked_cron;
      ${text};
      rollback;`);
  });
});
