import type { ModuleMetadata } from '@nestjs/common';
import { CronAdminModule, TokenAccess } from 'nestjs-tracked-cron/admin';
import { CronAlerts, CronMonitorModule, type AlertChannel } from 'nestjs-tracked-cron/monitor';
import { createTestDatabase, type TestDatabase } from './support/test-database.js';
import { startInstance, type TestInstance } from './support/test-instance.js';

const pager: AlertChannel = { name: 'pager', send: async () => null };

describe('the monitor that CronAdminModule brings along', () => {
  let database: TestDatabase;
  let instance: TestInstance | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => instance?.close());
  afterAll(() => database.drop());

  const admin = () => CronAdminModule.forRoot({ access: TokenAccess.fromString('admin:admin-token-00001') });
  const second = () =>
    CronAdminModule.forRoot({ access: TokenAccess.fromString('admin:admin-token-00002'), path: 'elsewhere' });
  const monitor = () => CronMonitorModule.forRoot({ channels: [pager] });
  const later = () => CronMonitorModule.forRootAsync({ useFactory: async () => ({ channels: [pager] }) });

  it.each<[string, ModuleMetadata['imports'], string[]]>([
    ['alone, without channels', [admin()], []],
    ['before one with channels', [admin(), monitor()], ['pager']],
    ['after one with channels', [monitor(), admin()], ['pager']],
    ['beside one with options from a provider', [admin(), later()], ['pager']],
    ['with two mounts of the admin', [admin(), monitor(), second()], ['pager']],
    ['with a monitor alone', [monitor()], ['pager']],
  ])('is one, %s', async (_, imports, channels) => {
    instance = await startInstance({ url: database.url, imports });
    const all = instance.app.get(CronAlerts, { strict: false, each: true });
    expect(new Set(all).size).toBe(1);
    const known = await (all as CronAlerts[])[0].getChannels();
    expect(known.map(({ name }) => name)).toEqual(channels);
    expect((await (all as CronAlerts[])[0].getIncidents()).items).toEqual([]);
  });
});
