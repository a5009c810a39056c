import { Module, type DynamicModule, type FactoryProvider, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InstanceBus } from '../cluster/bus/instance-bus.js';
import { TrackedCronEvents } from '../events.js';
import { TrackedCronInterceptor } from '../execution/tracked-cron.interceptor.js';
import { IdGenerator, UuidV7Generator } from '../id-generator.js';
import { CronJobManager } from '../manager/cron-job-manager.js';
import { TrackedCronLifecycle } from '../tracked-cron.lifecycle.js';
import { foundation, OPTIONS, rooms } from '../tracked-cron.rooms.js';
import { inMemory } from './in-memory.providers.js';
import type { TestingLifecycle } from './testing-lifecycle.js';
import type { TrackedCronTestingOptions } from './testing.options.js';
import { TrackedCronTester } from './tracked-cron-tester.js';

/**
 * Stands in a test where `TrackedCronModule` stands in the application: runs the same jobs by the same rules, keeps
 * their executions in memory, and moves time only when the test says so. Global, as the other is.
 *
 * Where the application's own module imports `TrackedCronModule`, use `useTrackedCronInMemory` instead.
 *
 * @example
 * const app = await Test.createTestingModule({
 *   imports: [TrackedCronTestingModule.forRoot()],
 *   providers: [MatchUpdates],
 * }).compile();
 * await app.init();
 * const record = await app.get(TrackedCronTester).run('MatchUpdates.refreshLiveScores');
 */
@Module({})
export class TrackedCronTestingModule {
  /** @throws TrackedCronError `INVALID_OPTION` */
  static forRoot(options: TrackedCronTestingOptions = {}): DynamicModule {
    const replaced = new Map<unknown, FactoryProvider>();
    for (const provider of [...foundation, ...rooms, ...inMemory(options)]) {
      replaced.set(provider.provide, provider);
    }
    const own: Provider[] = [
      { provide: OPTIONS, useValue: {} },
      { provide: IdGenerator, useClass: UuidV7Generator },
      {
        provide: TrackedCronTester,
        inject: [TrackedCronLifecycle],
        useFactory: ({ tester }: TestingLifecycle) => tester,
      },
    ];
    return {
      module: TrackedCronTestingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [...own, ...replaced.values()],
      exports: [CronJobManager, TrackedCronEvents, TrackedCronInterceptor, InstanceBus, TrackedCronTester],
    };
  }
}
