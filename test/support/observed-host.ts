import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Module, type DynamicModule, type INestApplication, type Provider, type Type } from '@nestjs/common';
import { ScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { Test } from '@nestjs/testing';
import {
  Clock,
  CronJobManager,
  SystemClock,
  TrackedCronModule,
  type TrackedCronModuleOptions,
} from 'nestjs-tracked-cron';
import { DatabaseClock } from '../../libs/tracked-cron/src/database/database-clock.js';
import { Journal } from '../../libs/tracked-cron/src/history/journal.js';
import { Recorder } from '../../libs/tracked-cron/src/history/recorder.js';
import { VirtualDatabaseClock } from '../../libs/tracked-cron/src/testing/virtual-database-clock.js';
import { eventually } from './eventually.js';

/** The host's schedulers and the library go by the same wall clock, which jest moves. */
class WallClock extends SystemClock {
  override monotonic(): number {
    return Date.now();
  }
}

/** Timers and dates are jest's; sockets, microtasks and what measures durations stay real. */
export function useFakeTime(now: number | string): void {
  jest.useFakeTimers({
    now: new Date(now).getTime(),
    doNotFake: ['nextTick', 'setImmediate', 'clearImmediate', 'queueMicrotask', 'performance', 'hrtime'],
  });
}

export interface ObservedHost {
  readonly app: INestApplication;
  readonly manager: CronJobManager;
  /** Asked for where `ScheduleModule` is imported. */
  readonly registry: SchedulerRegistry;
}

/** An application as people have it: plain jobs, `ScheduleModule`, and one import more. */
export async function startHost({
  url,
  providers,
  order = 'ours last',
  options = {},
  wallClock = true,
  schedule = [ScheduleModule.forRoot()],
}: {
  url: string;
  providers: Provider[];
  order?: 'ours first' | 'ours last';
  options?: TrackedCronModuleOptions;
  /** Whether the library goes by the wall clock alone, which jest may move. */
  wallClock?: boolean;
  schedule?: (DynamicModule | Type)[];
}): Promise<ObservedHost> {
  const ours = TrackedCronModule.forRoot({
    database: { url },
    mode: 'observe',
    application: 'test',
    environment: 'test',
    leaseTtl: '7d',
    execute: true,
    ...options,
  });

  @Module({ imports: order === 'ours first' ? [ours, ...schedule] : [...schedule, ours], providers })
  class AppModule {}
  const testing = Test.createTestingModule({ imports: [AppModule] });
  if (wallClock) {
    const clock = new WallClock();
    testing.overrideProvider(Clock).useValue(clock);
    testing.overrideProvider(DatabaseClock).useValue(new VirtualDatabaseClock(clock));
  }
  const module = await testing.compile();
  module.useLogger(false);
  const app = module.createNestApplication({ logger: false });
  try {
    await app.init();
  } catch (error) {
    await app.close().catch(() => {});
    throw error;
  }
  return {
    app,
    manager: app.get(CronJobManager),
    get registry() {
      return app.get(SchedulerRegistry);
    },
  };
}

/**
 * Lets fake time pass, in steps that no statement under way would take for a database that doesn't answer: what was seen so
 * far is written before each.
 */
export async function advance(host: ObservedHost, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= STEP_MS) {
    await writtenDown(host);
    jest.advanceTimersByTime(Math.min(STEP_MS, left));
  }
  await writtenDown(host);
}

const STEP_MS = 10_000;

async function writtenDown({ app }: ObservedHost): Promise<void> {
  await app.get(Recorder, { strict: false }).flush();
  const journal = app.get(Journal, { strict: false });
  // while the database is away its ends wait for fake time to pass
  await Promise.race([journal.flush(), pause(200)]);
}

/** Until the library has reached its database. */
export function isReady({ manager }: ObservedHost): Promise<unknown> {
  return eventually(() => manager.getStatuses().catch(() => false));
}
