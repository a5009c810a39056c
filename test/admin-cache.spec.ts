import { Injectable, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import {
  CronJobManager,
  InstanceBus,
  SystemClock,
  TrackedCron,
  TrackedCronEvents,
  TrackedCronModule,
} from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { ChangeWatch } from '../libs/cron-admin/src/cache/change-watch.js';
import { eventually } from './support/eventually.js';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';

const TOKEN = 'admin-token-of-two-instances';

@Injectable()
class Jobs {
  @TrackedCron('0 0 1 1 *', { name: 'yearly' })
  yearly(): void {}
}

describe('what two instances answer from their own memory', () => {
  let database: TestDatabase;
  const instances: INestApplication[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const release of ['1.0.0', '1.0.0']) instances.push(await start(release));
  });
  afterAll(async () => {
    for (const app of instances) await app.close();
    await database.drop();
  });

  async function start(release: string): Promise<INestApplication> {
    const module = await Test.createTestingModule({
      imports: [
        TrackedCronModule.forRoot({
          application: 'shop',
          environment: 'test',
          release,
          spool: false,
          execute: true,
          database: { url: database.url },
        }),
        CronAdminModule.forRoot({ access: TokenAccess.fromString(`admin:${TOKEN}`) }),
      ],
      providers: [Jobs],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    return app;
  }

  async function ask(app: INestApplication, path: string, method = 'GET') {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${await app.getUrl()}/admin/cron-jobs${path}`, { method, headers });
    const { items } = (await response.json()) as { items: { frozen?: unknown; system?: boolean }[] };
    // the library's own job is not frozen
    return { items: items?.filter(({ system }) => !system) };
  }

  it('is right after a change, on the instance that made it at once, on the other once it has heard', async () => {
    const [a, b] = instances;
    const heard: string[][] = [];
    const tell = (...topics: readonly string[]) => void heard.push([...topics]);
    const watch = new ChangeWatch(new TrackedCronEvents(), b.get(InstanceBus), new SystemClock(), tell);
    watch.asked();
    expect((await ask(b, '/status')).items).toMatchObject([{ frozen: null }]);
    // a knows that b wants to hear, once b has said so
    await eventually(() => a.get(InstanceBus).isWanted('job'));
    heard.length = 0;
    await ask(a, '/freeze', 'POST');
    expect((await ask(a, '/status')).items[0].frozen).not.toBeNull();
    await eventually(() => heard.some(([topic]) => topic === 'job'));
    expect((await ask(b, '/status')).items[0].frozen).not.toBeNull();
    await ask(a, '/unfreeze', 'POST');
    watch.close();
  });

  it('is the same about instances and their health', async () => {
    const [a, b] = instances;
    const ids = async (app: INestApplication) =>
      ((await ask(app, '/instances')) as unknown as { items: { id: string }[] }).items
        .map(({ id }) => id)
        .sort();
    expect(await ids(a)).toHaveLength(2);
    expect(await ids(b)).toEqual(await ids(a));
    const { items, passed } = await a.get(CronJobManager).getDiagnosis();
    // a busy machine may hold an event loop up
    expect(items.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    expect(passed.map(({ check }) => check)).toContain('spool');
  });
});
