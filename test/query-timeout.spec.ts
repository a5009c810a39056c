import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { CronDatabase } from '../libs/tracked-cron/src/database/cron-database.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const TOKEN = 'viewer-token-00001';

describe('a query that runs past its time limit', () => {
  let database: TestDatabase;
  let instance: TestInstance;
  let origin: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    instance = await startInstance({
      url: database.url,
      clock: new VirtualClock(aQuietMinute()),
      imports: [CronAdminModule.forRoot({ access: TokenAccess.fromString(`viewer:${TOKEN}`) })],
    });
    await instance.app.listen(0);
    origin = `http://127.0.0.1:${(instance.app.getHttpServer().address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await instance.close();
    await database.drop();
  });

  const ask = (path: string) =>
    fetch(`${origin}/admin/cron-jobs${path}`, { headers: { authorization: `Bearer ${TOKEN}` } });

  /** What every reading connection is told, those that are open and those to come: the limit itself is five seconds. */
  async function limitReadsTo(milliseconds: number): Promise<void> {
    const pool = (instance.app.get(CronDatabase).dataSource.driver as unknown as { master: pg.Pool }).master;
    const limit = `set statement_timeout = ${milliseconds}`;
    pool.on('connect', (client) => void client.query(limit));
    const open = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    for (const client of open) {
      await client.query(limit);
      client.release();
    }
  }

  it('is given up by the server after five seconds', async () => {
    const { dataSource } = instance.app.get(CronDatabase);
    expect(await dataSource.query('show statement_timeout')).toEqual([{ statement_timeout: '5s' }]);
  });

  it('is answered with 503 and when to ask again, and the next one with its page', async () => {
    await limitReadsTo(200);
    const blocker = new pg.Client(database.url);
    await blocker.connect();
    await blocker.query('begin; lock table tracked_cron.cron_job_executions in access exclusive mode');
    try {
      const refused = await Promise.all(['', '?status=failed', '/reports/failures'].map(ask));
      for (const answer of refused) {
        expect(answer.status).toBe(503);
        expect(answer.headers.get('retry-after')).toBe('5');
        expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
        const body = (await answer.json()) as { type: string; detail: string };
        expect(body.type).toBe('urn:nestjs-tracked-cron:problem:query-timeout');
        expect(JSON.stringify(body)).not.toMatch(/select|cron_job|statement/);
      }
    } finally {
      await blocker.end();
    }
    expect((await ask('')).status).toBe(200);
  });
});
