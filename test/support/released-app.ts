import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CronContext, CronJobManager, TrackedCron, TrackedCronModule } from 'nestjs-tracked-cron';
import pg from 'pg';
import type { ChildCommand, ChildOptions } from './child-instance.js';

/*
 * An application with the package as it is installed, whichever release that is: it may use nothing that not all of them
 * have.
 */
const { url, witnessUrl, module, jobs = [] } = JSON.parse(process.argv[2]) as ChildOptions;
const witness = new pg.Pool({ connectionString: witnessUrl, max: 2 });

@Injectable()
class Jobs {}

for (const { name, schedule, options } of jobs) {
  const run = async () => {
    const { executionId, slot, attempt } = CronContext.current()!;
    await witness.query(
      "insert into witness (execution_id, job, slot, attempt, pid, what) values ($1, $2, $3, $4, $5, 'began')",
      [executionId, name, slot, attempt, process.pid],
    );
  };
  Object.defineProperty(Jobs.prototype, name, { value: run, configurable: true });
  TrackedCron(schedule, { ...options, name })(
    Jobs.prototype,
    name,
    Object.getOwnPropertyDescriptor(Jobs.prototype, name)!,
  );
}

@Module({
  imports: [
    TrackedCronModule.forRoot({
      application: 'child',
      environment: 'test',
      timeZone: 'UTC',
      execute: true,
      ...module,
      database: { url },
    }),
  ],
  providers: [Jobs],
})
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['warn', 'error'] });
process.on('message', (command: ChildCommand) => void obey(command));
process.send?.({ event: 'ready' });

async function obey(command: ChildCommand): Promise<void> {
  if (command.do === 'trigger') {
    const { executionId } = await app.get(CronJobManager).triggerManually(command.jobName);
    process.send?.({ event: 'triggered', executionId });
  } else if (command.do === 'close') {
    await app.close();
    await witness.end();
    process.disconnect();
  }
}
