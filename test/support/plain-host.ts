import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CronJobManager, TrackedCron, TrackedCronModule } from 'nestjs-tracked-cron';
import { TrackedCronTester, useTrackedCronInMemory } from 'nestjs-tracked-cron/testing';

/*
 * An application as people have it, booted by a test of theirs under NODE_ENV=test: a process of its own, so that what it
 * leaves behind can be seen. It tells what happened as JSON, closes nothing, and has to end by itself.
 *
 * Its argument says what it is: `addressed` has the address of a database, a server that counts who comes; `unaddressed`
 * has none; `in-memory` is the first, as `useTrackedCronInMemory` leaves it, after an hour.
 */
const [kind] = process.argv.slice(2);

let calls = 0;

@Injectable()
class Jobs {
  @TrackedCron('* * * * * *')
  everySecond(): void {
    calls += 1;
  }
}

let visitors = 0;
const server = createServer(() => (visitors += 1)).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as { port: number };

@Module({
  imports: [
    TrackedCronModule.forRoot(
      kind === 'unaddressed' ? {} : { database: { url: `postgres://nobody@127.0.0.1:${port}/nowhere` } },
    ),
  ],
  providers: [Jobs],
})
class AppModule {}

const before = process.getActiveResourcesInfo();
const started = process.cpuUsage();
const builder = Test.createTestingModule({ imports: [AppModule] });
const module = await (kind === 'in-memory' ? useTrackedCronInMemory(builder) : builder).compile();
await module.init();
const { user, system } = process.cpuUsage(started);
/** Of processor time: a busy machine takes longer. */
const bootMs = (user + system) / 1_000;
if (kind === 'in-memory') await TrackedCronTester.of(module).advanceBy('1h');
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
console.log(JSON.stringify({ before, after, calls, visitors, bootMs, refusals }));
