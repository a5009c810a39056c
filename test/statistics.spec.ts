import { Injectable } from '@nestjs/common';
import { TrackedCron } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import type { AddressInfo } from 'node:net';
import { Journal } from '../libs/tracked-cron/src/history/journal.js';
import { VirtualClock } from '../libs/tracked-cron/src/testing/virtual-clock.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, aQuietMinute, type TestInstance } from './support/test-instance.js';

const TOKEN = 'viewer-token-0001';

@Injectable()
class Jobs {
  @TrackedCron('@never', { name: 'good' })
  good(): void {}

  @TrackedCron('@never', { name: 'bad' })
  bad(): void {
    throw new Error('no');
  }
}

describe('statistics of an application', () => {
  let database: TestDatabase;
  let instances: TestInstance[];

  beforeAll(async () => {
    database = await createTestDatabase();
    const start = () =>
      startInstance({
        url: database.url,
        clock: new VirtualClock(aQuietMinute()),
        providers: [Jobs],
        imports: [CronAdminModule.forRoot({ access: TokenAccess.fromString(`viewer:${TOKEN}`) })],
      });
    instances = [await start(), await start()];
  });
  afterAll(async () => {
    for (const { app } of instances) await app.close();
    await database.drop();
  });

  it('are brought up to date within a minute, once for all instances, and shown by any of them', async () => {
    const [first, second] = instances;
    for (let nth = 0; nth < 3; nth++) await first.manager.execute('good');
    await second.manager.execute('bad');
    for (const { app } of instances) await app.get(Journal).flush();
    for (const { clock } of instances) clock.advance(60_000);
    const { total } = await eventually(
      () => second.manager.getStatistics(),
      ({ countedUntil }) => countedUntil !== null,
    );
    expect(total).toMatchObject({ counts: { completed: 3, failed: 1 }, successRate: 0.75, lateness: null });

    await first.app.listen(0);
    const { port } = first.app.getHttpServer().address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/admin/cron-jobs/reports/performance?sort=-runs`, {
      headers: { authorization: `Bearer ${TOKEN}`, accept: 'text/csv' },
    });
    const [, good, bad] = (await answer.text()).split('\r\n');
    expect(good).toMatch(/^good,,3,1,/);
    expect(bad).toMatch(/^bad,,1,0,,,,,/);
  });
});
