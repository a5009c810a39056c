import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Clock, SystemClock } from './clock.js';
import { InstanceBus } from './cluster/bus/instance-bus.js';
import { TrackedCronEvents } from './events.js';
import { TrackedCronInterceptor } from './execution/tracked-cron.interceptor.js';
import { IdGenerator, UuidV7Generator } from './id-generator.js';
import { checkOnlyCopy } from './loaded-copies.js';
import { CronJobManager } from './manager/cron-job-manager.js';
import { FirstHookModule } from './observe/first-hook.module.js';
import type { TrackedCronModuleAsyncOptions, TrackedCronModuleOptions } from './tracked-cron.options.js';
import { foundation, HANDED_ON, OPTIONS, rooms } from './tracked-cron.rooms.js';

/**
 * Runs and records the jobs of a Nest application. Global: import it once, in the root module.
 *
 * @example
 * @Module({ imports: [TrackedCronModule.forRoot({ database: { url: process.env.DATABASE_URL } })] })
 */
@Module({})
export class TrackedCronModule {
  static forRoot(options: TrackedCronModuleOptions = {}): DynamicModule {
    return this.withOptions({ provide: OPTIONS, useValue: options });
  }

  /** The same, with options from providers of the host. */
  static forRootAsync({ imports, inject, useFactory }: TrackedCronModuleAsyncOptions): DynamicModule {
    return this.withOptions({ provide: OPTIONS, inject, useFactory }, imports);
  }

  private static withOptions(
    options: NonNullable<DynamicModule['providers']>[number],
    imports: DynamicModule['imports'] = [],
  ): DynamicModule {
    checkOnlyCopy(); // before Nest resolves anything
    return {
      module: TrackedCronModule,
      global: true,
      imports: [DiscoveryModule, FirstHookModule, ...imports],
      providers: [
        options,
        { provide: Clock, useClass: SystemClock },
        { provide: IdGenerator, useClass: UuidV7Generator },
        ...foundation,
        ...rooms,
      ],
      exports: [CronJobManager, TrackedCronEvents, TrackedCronInterceptor, InstanceBus, ...HANDED_ON],
    };
  }
}
