import 'reflect-metadata';
import { setTimeout as pause } from 'node:timers/promises';
import { CronContext, CronJobManager, InstanceBus } from 'nestjs-tracked-cron';
import { createTrackedApp } from '../support/tracked-app.js';
import { jobNames, TALKER } from './teams.js';

/** What the instance that runs the jobs is told. */
export interface WorkerParameters {
  readonly url: string;
  /** Whether nobody follows what it does; then it goes on for as long as this, milliseconds. */
  readonly unseenMs?: number;
}

/** Runs 200 jobs a second, spread over it, from the moment somebody follows them until nobody does any more. */
export async function task(
  { url, unseenMs }: WorkerParameters,
  reached: (point: string) => void,
): Promise<{ executions: number }> {
  const app = await createTrackedApp(url);
  await app.init();
  const manager = app.get(CronJobManager);
  const bus = app.get(InstanceBus);
  for (const name of jobNames()) {
    await manager.register({ name, schedule: '@every 1s', handler: () => {}, jitter: '1s' });
  }
  await manager.register({ name: TALKER, schedule: '@never', handler: talk });
  let executions = 0;
  manager.events.on('execution.ended', () => (executions += 1));
  const { executionId } = await manager.triggerManually(TALKER);
  reached(executionId);
  if (unseenMs !== undefined) await pause(unseenMs);
  else {
    while (!bus.isWanted('execution')) await pause(100);
    while (bus.isWanted('execution')) await pause(500);
  }
  await manager.cancel(executionId);
  await app.close();
  return { executions };
}

async function talk(): Promise<void> {
  const { signal, log } = CronContext.current()!;
  while (!signal.aborted) {
    await pause(1_000, undefined, { signal }).catch(() => {});
    log.info(String(Date.now()));
  }
}
