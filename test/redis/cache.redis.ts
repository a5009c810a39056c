import KeyvRedis from '@keyv/redis';
import { Injectable, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { TrackedCron, TrackedCronModule } from 'nestjs-tracked-cron';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { eventually } from '../support/eventually.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { RedisServer } from './redis-server.js';

const TOKEN = 'admin-token-of-redis';

@Injectable()
class Jobs {
  @TrackedCron('0 0 1 1 *', { name: 'yearly' })
  yearly(): void {}
}

interface Answer {
  readonly status: number;
  readonly ms: number;
  readonly body: {
    readonly at?: string;
    readonly items?: readonly { readonly jobName: string; readonly paused: unknown }[];
  };
}

describe('answers that instances share in a real Redis', () => {
  let server: RedisServer;
  let redis: Redis;
  let database: TestDatabase;
  let a: INestApplication;
  let b: INestApplication;

  const start = async (): Promise<INestApplication> => {
    const module = await Test.createTestingModule({
      imports: [
        TrackedCronModule.forRoot({
          application: 'shop',
          environment: 'test',
          spool: false,
          execute: true,
          database: { url: database.url },
        }),
        CronAdminModule.forRoot({
          access: TokenAccess.fromString(`admin:${TOKEN}`),
          cache: new Keyv({ store: new KeyvRedis(server.url) }),
        }),
      ],
      providers: [Jobs],
    }).compile();
    const app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    return app;
  };
  const ask = async (app: INestApplication, path: string, method = 'GET'): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const begun = performance.now();
    const response = await fetch(`${await app.getUrl()}/admin/cron-jobs${path}`, { method, headers });
    const body = (await response.json()) as Answer['body'];
    return { status: response.status, body, ms: performance.now() - begun };
  };
  /** Asks one instance, then the other, what neither has asked before, until the second answers what the first had read. */
  let asked = 0;
  const sharing = () =>
    eventually(
      async () => {
        asked = (asked + 1) % 3_600;
        const [of, also] = [await ask(a, `/scaling?ahead=${asked}`), await ask(b, `/scaling?ahead=${asked}`)];
        return of.body.at !== undefined && of.body.at === also.body.at;
      },
      Boolean,
      15_000,
    );

  beforeAll(async () => {
    server = await RedisServer.start();
    redis = new Redis(server.url);
    redis.on('error', () => {});
    database = await createTestDatabase();
    a = await start();
    b = await start();
  }, 60_000);
  afterAll(async () => {
    await a?.close();
    await b?.close();
    redis?.disconnect();
    await server?.lose();
    await database?.drop();
  });

  it('cost one instance a query, and the others none', async () => {
    expect(await sharing()).toBe(true);
  });

  it('are right at once for who changes something, whatever is in Redis', async () => {
    const paused = async () =>
      (await ask(a, '/status')).body.items!.find(({ jobName }) => jobName === 'yearly')!.paused;
    await ask(b, '/status');
    await ask(a, '/yearly/pause', 'POST');
    expect(await paused()).not.toBeNull();
    await ask(a, '/yearly/resume', 'POST');
    expect(await paused()).toBeNull();
  });

  it('are bound to their application and environment, and gone after their time', async () => {
    await ask(a, '/status');
    const keys = await eventually(
      () => redis.keys('*status*'),
      ({ length }) => length > 0,
    );
    const left = await redis.pttl(keys[0]);
    expect(left).toBeLessThanOrEqual(2_000);
    expect(keys[0]).not.toContain(TOKEN);
  });

  it('come from the database where Redis is flushed, lost, or stands still, and from Redis again once it is back', async () => {
    await redis.flushall();
    expect((await ask(b, '/status')).status).toBe(200);

    await server.lose();
    for (const one of [a, b, a, b]) expect((await ask(one, '/status')).status).toBe(200);

    await server.comeBack();
    expect(await sharing()).toBe(true);

    server.freeze();
    try {
      const answers = [];
      for (let time = 0; time < 3; time++) answers.push(await ask(b, '/instances'));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      // 50 ms for Redis, once; the rest is the database's
      expect(answers[2].ms).toBeLessThan(1_000);
    } finally {
      server.thaw();
    }
  });
});
