import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CronJobManager, TrackedCron, TrackedCronModule } from 'nestjs-tracked-cron';

/*
 * An application as people have it, booted by a test of theirs under NODE_ENV=test: a process of its own, so that what it
 * leaves behind can be seen. Its database's address is a server that counts who comes. It tells what happened as JSON,
 * closes nothing, and has to end by itself.
 */

@Injectable()
class Jobs {
  @TrackedCron('* * * * * *')
  everySecond(): void {
    throw new Error('a job ran by itself');
  }
}

let visitors = 0;
const server = createServer(() => (visitors += 1)).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { port: number };

@Module({
  imports: [TrackedCronModule.forRoot({ database: { url: `postgres://nobody@127.0.0.1:${port}/nowhere` } })],
  providers: [Jobs],
})
class AppModule {}

const before = process.getActiveResourcesInfo();
const started = performance.now();
const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
await module.init();
const bootMs = performance.now() - started;
// what is opened in the background has had its time
await new Promise((resolve) => setImmediate(resolve));

const manager = module.get(CronJobManager);
const refusals = await Promise.all(
  [
    manager.execute('Jobs.everySecond'),
    manager.triggerManually('Jobs.everySecond'),
    manager.getHistory(),
    manager.pause('Jobs.everySecond'),
  ].map((asked) =>
    asked.then(
      () => 'answered',
      ({ code, message }: Error & { code: string }) => ({ code, message }),
    ),
  ),
);
const after = process.getActiveResourcesInfo();
server.close();
console.log(JSON.stringify({ before, after, visitors, bootMs, refusals }));
