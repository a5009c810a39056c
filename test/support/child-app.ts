import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import {
  CronContext,
  CronJobManager,
  Execution,
  TrackedCron,
  TrackedCronModule,
} from '../../libs/tracked-cron/src/index.js';
import { CHILD_HANDLERS } from './child-handlers.js';
import type { ChildCommand, ChildJob, ChildOptions, ChildReport } from './child-instance.js';
import { shiftClock } from './shifted-clock.js';
import { WitnessWriter } from './witness-writer.js';

/*
 * An application in a process of its own, with the clock of the machine: what is done to a process (stopped, killed, its
 * event loop blocked) can only be done to a real one. What handlers do they write into a table of the test's own.
 */
const { url, witnessUrl, module, blockMs, jobs = [], clock } = JSON.parse(process.argv[2]) as ChildOptions;
if (clock) shiftClock(clock);
const witnessPool = new pg.Pool({ connectionString: witnessUrl, max: 2 });
const witness = new WitnessWriter(witnessPool);
const appPool = new pg.Pool({ connectionString: url, max: 2, application_name: 'host' });
const held = new Map<string, () => void>();

@Injectable()
class Jobs {
  /** Goes on until it is released, or aborted. */
  @TrackedCron('@never', { name: 'hold', overlap: 'allow' })
  async hold(@Execution() context: CronContext): Promise<void> {
    const { executionId, signal } = context;
    // before anybody can know of it, and release it
    const released = new Promise<boolean>((resolve) => {
      held.set(executionId, () => resolve(true));
      signal.addEventListener('abort', () => resolve(false));
    });
    await witness.note(context, 'began');
    const wasReleased = await released;
    held.delete(executionId);
    if (wasReleased) report({ event: 'released', executionId });
    else report({ event: 'aborted', executionId });
  }

  /** Lets nothing else run for a while. */
  @TrackedCron('@never', { name: 'block', overlap: 'allow' })
  async block(@Execution() context: CronContext): Promise<void> {
    await witness.note(context, 'began');
    const nobody = new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(nobody, 0, 0, blockMs);
    await witness.note(context, 'ended');
  }
}

for (const { copies, ...job } of jobs) {
  if (copies === undefined) define(job);
  else for (let n = 1; n <= copies; n += 1) define({ ...job, name: `${job.name}-${n}` });
}

@Module({
  imports: [
    TrackedCronModule.forRoot({
      application: 'child',
      environment: 'test',
      timeZone: 'UTC',
      execute: true,
      ...module,
      database: { ...module?.database, url },
    }),
  ],
  providers: [Jobs],
})
class AppModule {}

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['warn', 'error'] });
// as main.ts of a host would; a fault wants to see the exit code of its own making
app.enableShutdownHooks(undefined, { useProcessExit: true });
const manager = app.get(CronJobManager);
for (const name of [
  'execution.ended',
  'execution.refused',
  'instance.joined',
  'instance.loop-blocked',
] as const) {
  manager.events.on(name, (event) => report({ ...event, event: name }));
}
process.on('message', (command: ChildCommand) => void obey(command));
// a test that was killed ends nobody
const orphaned = () => process.exit(1);
process.on('disconnect', orphaned);
report({ event: 'ready' });

async function obey(command: ChildCommand): Promise<void> {
  if (command.do === 'close') {
    await app.close();
    await Promise.all([witnessPool.end(), appPool.end()]);
    process.off('disconnect', orphaned);
    process.disconnect();
  } else if (command.do === 'shift-clock') {
    shiftClock(command.clock);
  } else if (command.do === 'release') {
    for (const release of held.values()) release();
  } else {
    const { executionId } = await manager.triggerManually(command.jobName);
    report({ event: 'triggered', executionId });
  }
}

/** Adds a job to the class as its decorator would. */
function define({ name, schedule, options, takesMs = 0, fails = 0, does = 'work' }: ChildJob): void {
  const run = () => CHILD_HANDLERS[does](CronContext.current()!, { witness, pool: appPool, takesMs, fails });
  Object.defineProperty(Jobs.prototype, name, { value: run, configurable: true });
  TrackedCron(schedule, { ...options, name })(
    Jobs.prototype,
    name,
    Object.getOwnPropertyDescriptor(Jobs.prototype, name)!,
  );
}

function report(told: ChildReport): void {
  process.send?.(told);
}
