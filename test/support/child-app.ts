import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
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
import type { ChildCommand, ChildJob, ChildOptions, ChildReport } from './child-instance.js';
import type { WitnessRow } from './witness.js';

/*
 * An application in a process of its own, with the clock of the machine: what is done to a process (stopped, killed, its
 * event loop blocked) can only be done to a real one. What handlers do they write into a table of the test's own.
 */
const { url, witnessUrl, module, blockMs, jobs = [] } = JSON.parse(process.argv[2]) as ChildOptions;
const witness = new pg.Pool({ connectionString: witnessUrl, max: 2 });
const held = new Map<string, () => void>();

@Injectable()
class Jobs {
  /** Goes on until it is released, or aborted. */
  @TrackedCron('@never', { name: 'hold', overlap: 'allow' })
  async hold(@Execution() context: CronContext): Promise<void> {
    const { executionId, signal } = context;
    await note(context, 'began');
    const released = await new Promise<boolean>((resolve) => {
      held.set(executionId, () => resolve(true));
      signal.addEventListener('abort', () => resolve(false));
    });
    held.delete(executionId);
    if (released) report({ event: 'released', executionId });
    else report({ event: 'aborted', executionId });
  }

  /** Lets nothing else run for a while. */
  @TrackedCron('@never', { name: 'block', overlap: 'allow' })
  async block(@Execution() context: CronContext): Promise<void> {
    await note(context, 'began');
    const nobody = new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(nobody, 0, 0, blockMs);
    await note(context, 'ended');
  }
}

for (const job of jobs) define(job);

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
report({ event: 'ready' });

async function obey(command: ChildCommand): Promise<void> {
  if (command.do === 'close') {
    await app.close();
    await witness.end();
    process.disconnect();
  } else if (command.do === 'release') {
    for (const release of held.values()) release();
  } else {
    const { executionId } = await manager.triggerManually(command.jobName);
    report({ event: 'triggered', executionId });
  }
}

/** Adds a job to the class as its decorator would. */
function define({ name, schedule, options, takesMs = 0, fails = 0 }: ChildJob): void {
  const run = async () => {
    const context = CronContext.current()!;
    await note(context, 'began');
    const aborted = await pause(takesMs, false, { signal: context.signal }).catch(() => true);
    await note(context, aborted ? 'aborted' : 'ended');
    context.signal.throwIfAborted();
    if (context.attempt <= fails) throw new Error(`Attempt ${context.attempt} fails.`);
  };
  Object.defineProperty(Jobs.prototype, name, { value: run, configurable: true });
  TrackedCron(schedule, { ...options, name })(
    Jobs.prototype,
    name,
    Object.getOwnPropertyDescriptor(Jobs.prototype, name)!,
  );
}

async function note(
  { executionId, jobName, slot, attempt }: CronContext,
  what: WitnessRow['what'],
): Promise<void> {
  await witness.query(
    'insert into witness (execution_id, job, slot, attempt, pid, what) values ($1, $2, $3, $4, $5, $6)',
    [executionId, jobName, slot, attempt, process.pid, what],
  );
}

function report(told: ChildReport): void {
  process.send?.(told);
}
