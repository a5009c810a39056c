import { Module, type INestApplication, type ModuleMetadata } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  Clock,
  CronJobManager,
  TrackedCronModule,
  type TrackedCronEventMap,
  type TrackedCronModuleOptions,
} from 'nestjs-tracked-cron';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { VirtualClock } from '../../libs/tracked-cron/src/testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../../libs/tracked-cron/src/testing/virtual-database-clock.js';

/** One instance of an application under test: a real Nest application on a real database, with a clock that is moved. */
export interface TestInstance {
  readonly app: INestApplication;
  readonly manager: CronJobManager;
  readonly clock: VirtualClock;
  /** Resolves with the next `count` events of a kind. Ask before you cause them. */
  next<Name extends keyof TrackedCronEventMap>(
    name: Name,
    count?: number,
  ): Promise<TrackedCronEventMap[Name][]>;
  close(): Promise<void>;
}

/** What an instance is made of. */
export interface TestInstanceOptions extends Pick<ModuleMetadata, 'imports' | 'providers' | 'controllers'> {
  url: string;
  clock?: VirtualClock;
  options?: TrackedCronModuleOptions;
  /** What Nest speaks HTTP with. Default: Express. */
  adapter?: AbstractHttpAdapter;
  /** Whether it keeps the bodies of requests as they came. Default: false. */
  rawBody?: boolean;
  /** Changes the application before it is initialised. */
  prepare?: (app: INestApplication) => void;
}

export async function startInstance({
  url,
  clock = new VirtualClock(aQuietMinute()),
  options,
  adapter,
  rawBody = false,
  prepare,
  ...metadata
}: TestInstanceOptions): Promise<TestInstance> {
  @Module({
    ...metadata,
    imports: [
      ...(metadata.imports ?? []),
      TrackedCronModule.forRoot({
        database: { url },
        application: 'test',
        environment: 'test',
        timeZone: 'UTC',
        spool: false, // of the tests of the spool themselves
        leaseTtl: '7d', // virtual time runs ahead of the renewals
        execute: true,
        ...options,
      }),
    ],
  })
  class AppModule {}
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Clock)
    .useValue(clock)
    .overrideProvider(DatabaseClock)
    .useValue(new VirtualDatabaseClock(clock))
    .compile();
  testing.useLogger(false);
  const app: INestApplication = adapter
    ? testing.createNestApplication(adapter, { logger: false, rawBody })
    : testing.createNestApplication({ logger: false, rawBody });
  prepare?.(app);
  try {
    await app.init();
  } catch (error) {
    await app.close().catch(() => {});
    throw error;
  }
  const manager = app.get(CronJobManager);
  return {
    app,
    manager,
    clock,
    next: (name, count = 1) =>
      new Promise((resolve) => {
        const events: TrackedCronEventMap[typeof name][] = [];
        const stop = manager.events.on(name, (event) => {
          events.push(event);
          if (events.length < count) return;
          stop();
          resolve(events);
        });
      }),
    close: () => app.close(),
  };
}

const MINUTE = 60_000;

/**
 * The next minute that ends in five and is far from the full hour: no spec sees more slots for running late. A little ahead of
 * the database's own time, never behind it: what it notes as now would lie in the future.
 */
export function aQuietMinute(): number {
  let minute = Math.ceil(Date.now() / MINUTE);
  while (minute % 10 !== 5 || minute % 60 > 45) minute += 1;
  return minute * MINUTE;
}
