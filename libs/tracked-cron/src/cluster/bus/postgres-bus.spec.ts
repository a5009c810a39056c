import { Logger } from '@nestjs/common';
import { PostgresProxy } from '../../../../../test/support/postgres-proxy.js';
import { createTestDatabase, type TestDatabase } from '../../../../../test/support/test-database.js';
import { eventually } from '../../../../../test/support/eventually.js';
import { SystemClock } from '../../clock.js';
import { CronDatabase } from '../../database/cron-database.js';
import { resolveDatabaseOptions } from '../../database/database.options.js';
import { TrackedCronEvents } from '../../events.js';
import { UuidV7Generator } from '../../id-generator.js';
import { trackedCronTables } from '../../tracked-cron.entities.js';
import { BusLine } from './bus-line.js';
import type { BusMessage } from './instance-bus.js';
import { listenOn } from './listen-on.js';
import { PostgresBus } from './postgres-bus.js';
import { tellOfEvents } from './tell-of-events.js';

describe('the instance bus over PostgreSQL', () => {
  let raw: TestDatabase;
  let proxy: PostgresProxy;
  const databases: CronDatabase[] = [];

  beforeAll(async () => {
    raw = await createTestDatabase();
    proxy = await PostgresProxy.before(raw.url);
  });
  afterEach(() => Promise.all(databases.splice(0).map((database) => database.close())));
  afterAll(async () => {
    await proxy.close();
    await raw.drop();
  });

  /** One instance's bus: what it sends goes out by `sent`, what it listens with is the connection of the lease. */
  async function instance({
    url = raw.url,
    application = 'shop',
    pooler = 'none' as 'none' | 'transaction',
  } = {}) {
    const options = resolveDatabaseOptions({ url, pooler });
    const database = new CronDatabase(options, trackedCronTables);
    databases.push(database);
    const sent: string[] = [];
    const writes = {
      query: (sql: string, values: [string, string[]]) => {
        sent.push(...values[1]);
        return database.writes.query(sql, values);
      },
    } as unknown as CronDatabase['writes'];
    const line = new BusLine({ application, environment: 'test', database: options });
    const events = new TrackedCronEvents();
    const bus = new PostgresBus({ writes }, line, new SystemClock(), new UuidV7Generator(), events);
    if (line.channel !== null) listenOn(database.lease, line.channel, line);
    await database.lease.query('select 1');
    events.emit('instance.joined', () => ({ instanceId: 'any' }));
    await bus.flush();
    return { bus, sent, events, database };
  }
  type Instance = Awaited<ReturnType<typeof instance>>;

  function listen({ bus }: Instance, id?: string) {
    const heard: BusMessage[] = [];
    let missed = 0;
    const stop = bus.subscribe('execution', (message) => heard.push(message), { id, missed: () => missed++ });
    return { heard, stop, missed: () => missed };
  }

  it('tells the other instances, and who listens here at once', async () => {
    const [a, b] = await Promise.all([instance(), instance()]);
    const there = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    const here = listen(a);
    a.bus.publish('execution', { id: '1', job: 'one', what: 'started' });
    expect(here.heard).toEqual([{ id: '1', job: 'one', what: 'started' }]);
    await eventually(() => there.heard.length > 0);
    expect(there.heard).toEqual(here.heard);
    await b.bus.flush();
    expect(here.heard).toHaveLength(1); // its own is not heard again
  });

  it('sends nothing while nobody listens, and again nothing once nobody does any more', async () => {
    const [a, b] = await Promise.all([instance(), instance()]);
    const before = a.sent.length;
    for (let id = 0; id < 100; id++) a.bus.publish('execution', { id: String(id) });
    await a.bus.flush();
    expect(a.sent).toHaveLength(before);
    const { stop } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    stop();
    await eventually(() => !a.bus.isWanted('execution'));
    const after = a.sent.length;
    a.bus.publish('execution', { id: '1' });
    await a.bus.flush();
    expect(a.sent).toHaveLength(after);
  });

  it('puts many messages into few notifications of one statement, each once', async () => {
    const [a, b] = await Promise.all([instance(), instance()]);
    const { heard } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    await a.bus.flush();
    const before = a.sent.length;
    for (let round = 0; round < 3; round++) {
      for (let id = 0; id < 500; id++) a.bus.publish('execution', { id: String(id), what: 'ended' });
    }
    await eventually(() => heard.length >= 500);
    expect(heard.map(({ id }) => Number(id))).toEqual(Array.from({ length: 500 }, (_, id) => id));
    expect(a.sent.length - before).toBeLessThan(5);
  });

  it('sends of a topic only the ids that are wanted', async () => {
    const [a, b] = await Promise.all([instance(), instance()]);
    const { heard } = listen(b, 'wanted');
    await eventually(() => a.bus.isWanted('execution', 'wanted'));
    expect(a.bus.isWanted('execution', 'other')).toBe(false);
    a.bus.publish('execution', { id: 'other' });
    a.bus.publish('execution', { id: 'wanted' });
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([{ id: 'wanted' }]);
    expect(a.sent.join('')).not.toContain('other');
  });

  it('tells an instance that comes later what is wanted', async () => {
    const a = await instance();
    listen(a);
    const b = await instance();
    await eventually(() => b.bus.isWanted('execution'));
  });

  it('keeps applications apart', async () => {
    const [shop, bank] = await Promise.all([instance(), instance({ application: 'bank' })]);
    listen(shop);
    const other = await instance();
    await eventually(() => other.bus.isWanted('execution')); // so it would have come to the bank too
    expect(bank.bus.isWanted('execution')).toBe(false);
  });

  it('listens again after its connection was dropped, and says that something may have been missed', async () => {
    const a = await instance();
    const b = await instance({ url: proxy.url });
    const { heard, missed } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    const before = missed();
    proxy.cut();
    await eventually(() => !b.bus.hearsOthers);
    a.bus.publish('execution', { id: 'lost' });
    await eventually(() => missed() > before);
    expect(b.bus.hearsOthers).toBe(true);
    await a.bus.flush();
    a.bus.publish('execution', { id: 'after' });
    await eventually(() => heard.some(({ id }) => id === 'after'));
    expect(heard).not.toContainEqual({ id: 'lost' });
  });

  it('says that something was missed after it could not be told', async () => {
    const a = await instance({ url: proxy.url });
    const b = await instance();
    const { missed, heard } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    await a.bus.flush();
    const before = missed();
    await proxy.refuse();
    a.bus.publish('execution', { id: 'never' });
    await a.bus.flush();
    await proxy.accept();
    await eventually(() => missed() > before);
    expect(heard).toEqual([]);
  });

  it('behind a transaction pooler tells only this process, and says so', async () => {
    const a = await instance({ pooler: 'transaction' });
    const { heard } = listen(a);
    a.bus.publish('execution', { id: '1' });
    await a.bus.flush();
    expect({ heard, sent: a.sent, hearsOthers: a.bus.hearsOthers }).toEqual({
      heard: [{ id: '1' }],
      sent: [],
      hearsOthers: false,
    });
  });

  it('hands on events of other instances, as long as somebody listens', async () => {
    const [a, b] = await Promise.all([instance(), instance()]);
    tellOfEvents(a.events, a.bus);
    let made = 0;
    const lost = () => a.events.emit('execution.lost', () => ({ executionId: `${++made}`, jobName: 'one' }));
    lost();
    expect(made).toBe(0); // not even made
    const { heard, stop } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    lost();
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([{ id: '1', job: 'one', what: 'lost' }]);
    stop();
    await eventually(() => !a.bus.isWanted('execution'));
    lost();
    expect(made).toBe(1);
  });

  it('is not harmed by what others send to its channel, or by a listener that throws', async () => {
    Logger.overrideLogger(false);
    const [a, b] = await Promise.all([instance(), instance()]);
    b.bus.subscribe('execution', () => {
      throw new Error('of a listener');
    });
    const { heard } = listen(b);
    await eventually(() => a.bus.isWanted('execution'));
    const [{ channel }] = await a.database.lease
      .query<{ channel: string }>('select pg_listening_channels() as channel')
      .then(({ rows }) => rows);
    for (const junk of ['', 'junk', '{"from":"x","messages":[["execution",3]]}', '[]'])
      await raw.query('select pg_notify($1, $2)', [channel, junk]);
    a.bus.publish('execution', { id: '1' });
    await eventually(() => heard.length > 0);
    expect(heard).toEqual([{ id: '1' }]);
  });
});
