import { Controller, Get, Injectable, Module, Param } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test, type TestingModule } from '@nestjs/testing';
import { CronJobManager, TrackedCron, TrackedCronModule } from 'nestjs-tracked-cron';
import {
  TrackedCronTester,
  TrackedCronTestingModule,
  useTrackedCronInMemory,
} from 'nestjs-tracked-cron/testing';
import { CronAdminModule } from 'nestjs-tracked-cron/admin';
import { CronAlerts, CronMonitorModule } from 'nestjs-tracked-cron/monitor';

@Injectable()
class MatchUpdates {
  refreshed = 0;

  @TrackedCron('0 * * * *', { group: 'matches', runsOn: 'worker' })
  refresh(): void {
    this.refreshed += 1;
  }
}

@Controller('matches')
class Matches {
  constructor(private readonly jobs: CronJobManager) {}

  @Get(':team')
  async last(@Param('team') _team: string): Promise<string> {
    const { items } = await this.jobs.getHistory({ group: 'matches', limit: 1 });
    return items[0]?.status ?? 'never';
  }
}

@Module({ providers: [MatchUpdates], controllers: [Matches] })
class MatchesModule {}

/** As in production: nothing in it knows of a test. */
@Module({
  imports: [
    ScheduleModule.forRoot(),
    TrackedCronModule.forRoot({
      database: { url: 'postgres://nobody@127.0.0.1:1/nowhere' },
      application: 'football',
      timeZone: 'America/New_York',
      execute: false,
    }),
    CronMonitorModule.forRoot(),
    CronAdminModule.forRoot({ access: { authenticate: () => null, can: () => false } as never }),
    MatchesModule,
  ],
})
class AppModule {}

@Module({
  imports: [
    TrackedCronModule.forRootAsync({
      useFactory: async () => ({ database: { url: 'postgres://nobody@127.0.0.1:1/nowhere' } }),
    }),
    MatchesModule,
  ],
})
class AsyncAppModule {}

describe("a host's own module in memory", () => {
  let module: TestingModule;

  const start = async (imports: (new () => object)[], options = {}) => {
    const builder = Test.createTestingModule({ imports });
    module = await useTrackedCronInMemory(builder, { now: '2026-03-02T12:30:00Z', ...options }).compile();
    module.useLogger(false);
    await module.init();
    return TrackedCronTester.of(module);
  };
  afterEach(() => module.close());

  it('runs its jobs under the settings of the host, without its database', async () => {
    const cron = await start([AppModule]);
    await cron.advanceBy('2h');
    expect(module.get(MatchUpdates).refreshed).toBe(2);
    expect(cron.records()).toMatchObject([
      { application: 'football', group: 'matches', status: 'completed' },
      { scheduledAt: new Date('2026-03-02T14:00:00Z'), status: 'completed' },
    ]);
    expect(await module.get(CronJobManager).getStatus('MatchUpdates.refresh')).toMatchObject({
      timeZone: 'America/New_York',
    });
  });

  it('serves the code of the host that uses the manager', async () => {
    const cron = await start([AppModule]);
    const matches = module.get(Matches);
    expect(await matches.last('Riga')).toBe('never');
    await cron.run('MatchUpdates.refresh');
    expect(await matches.last('Riga')).toBe('completed');
  });

  it('tells nobody anything, and has no incidents to show', async () => {
    const cron = await start([AppModule]);
    await cron.advanceBy('2h');
    await expect(module.get(CronAlerts, { strict: false }).getIncidents()).rejects.toMatchObject({
      code: 'NO_DATABASE',
    });
  });

  it('takes settings of the test before those of the host', async () => {
    const cron = await start([AppModule], { application: 'test', timeZone: 'UTC' });
    expect(await cron.run('MatchUpdates.refresh')).toMatchObject({ application: 'test' });
  });

  it('works where the host makes its options by a factory', async () => {
    const cron = await start([AsyncAppModule]);
    expect(await cron.run('MatchUpdates.refresh')).toMatchObject({ status: 'completed' });
  });

  it('shows its jobs in the registry of the scheduler, where stopping one holds it', async () => {
    const cron = await start([AppModule]);
    const handle = module.get(SchedulerRegistry).getCronJob('MatchUpdates.refresh');
    handle.stop();
    await cron.advanceBy('2h');
    expect(cron.records()).toEqual([]);
    handle.start();
    await cron.advanceBy('1h');
    expect(cron.records().map(({ status }) => status)).toEqual(['missed', 'missed', 'completed']);
  });

  it('says how to get there, where an application does not run in memory', async () => {
    module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    expect(() => TrackedCronTester.of(module)).toThrow(
      expect.objectContaining({
        code: 'NOT_IN_MEMORY',
        message: expect.stringContaining('useTrackedCronInMemory(Test.createTestingModule('),
      }),
    );
    const without = await Test.createTestingModule({}).compile();
    expect(() => TrackedCronTester.of(without)).toThrow(/has no TrackedCronModule/);
  });

  it('has the same tester as a module that was imported', async () => {
    module = await Test.createTestingModule({
      imports: [TrackedCronTestingModule.forRoot(), MatchesModule],
    }).compile();
    await module.init();
    expect(TrackedCronTester.of(module)).toBe(module.get(TrackedCronTester));
  });

  it('tells what asks for its database that there is none', async () => {
    await start([AppModule]);
    const { CronDatabase } = await import('../libs/tracked-cron/src/database/cron-database.js');
    const database = module.get(CronDatabase, { strict: false });
    expect(() => database.writes).toThrow(/keeps executions in memory/);
    expect(() => database.dataSource).toThrow(expect.objectContaining({ code: 'NO_DATABASE' }));
    expect(() => database.lease).toThrow(/its lease connections/);
  });
});
