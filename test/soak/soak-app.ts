import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { getHeapSpaceStatistics } from 'node:v8';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  CronContext,
  CronJobManager,
  TrackedCron,
  TrackedCronModule,
  type TrackedCronJobOptions,
} from '../../libs/tracked-cron/src/index.js';
import type { SoakSample } from './soak-sample.js';

/*
 * An application with 100 jobs that are due each second, and that do whatever handlers do: end at once, take their time,
 * fail, are tried again, time out, say how far they are, keep a result. Answers each message with what it looks like.
 */

const collectGarbage = globalThis.gc!;
const EACH_SECOND = '* * * * * *';

@Injectable()
class Jobs {}

/** Defines some of the jobs as their decorator would. */
function define(kind: string, count: number, options: TrackedCronJobOptions, run: () => unknown): void {
  for (let n = 1; n <= count; n += 1) {
    const name = `${kind}-${n}`;
    Object.defineProperty(Jobs.prototype, name, { value: () => run(), configurable: true });
    const descriptor = Object.getOwnPropertyDescriptor(Jobs.prototype, name)!;
    TrackedCron(EACH_SECOND, { ...options, name })(Jobs.prototype, name, descriptor);
  }
}

define('at-once', 60, {}, () => {});
define('takes-time', 20, { keepResult: true }, async () => {
  await pause(50);
  return { rows: 3 };
});
define('fails', 5, {}, () => Promise.reject(new Error('the feed is down')));
define('tried-again', 5, { retryPolicy: { maxAttempts: 2, initialDelay: 100 } }, () => {
  if (CronContext.current()!.attempt === 1) throw new Error('the first attempt never works');
});
define('times-out', 5, { timeout: 200, zombie: 'release' }, () =>
  pause(400, undefined, { signal: CronContext.current()!.signal }),
);
define('tells', 5, { overlap: 'queue' }, async () => {
  const context = CronContext.current()!;
  context.progress(0.5, 'half way');
  await pause(10);
  context.progress(1);
});

@Module({
  imports: [
    TrackedCronModule.forRoot({
      application: 'soak',
      environment: 'test',
      timeZone: 'UTC',
      execute: true,
      database: { url: process.argv[2] },
    }),
  ],
  providers: [Jobs],
})
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
app.enableShutdownHooks();
let ended = 0;
app.get(CronJobManager).events.on('execution.ended', () => (ended += 1));
const readyAt = performance.now();

process.on('message', (message) => {
  if (message === 'sample') process.send!(sample());
  else void app.close().then(() => process.exit());
});
// whoever asked is gone: nobody would ever end it
process.on('disconnect', () => process.exit(1));
process.send!('ready');

function sample(): Omit<SoakSample, 'connections'> {
  collectGarbage();
  collectGarbage(); // what finalizers let go of in the first
  const { heapUsed, rss } = process.memoryUsage();
  const codeUsed = getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name.startsWith('code_'))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
  return {
    at: (performance.now() - readyAt) / 1_000,
    heapUsed: heapUsed - codeUsed,
    codeUsed,
    resident: rss,
    timers: timers.length,
    descriptors: readdirSync('/dev/fd').length,
    listeners: process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
    ended,
  };
}
