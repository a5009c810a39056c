import { Scheduler } from '../../libs/tracked-cron/src/schedule/scheduler.js';
import { EndsWatch } from '../../libs/cron-monitor/src/sweep/ends-watch.js';
import { Watchdog } from '../../libs/cron-monitor/src/sweep/watchdog.js';
import type { TestInstance } from './test-instance.js';

/** Keeps an instance from finding anything by itself: for tests that hand to incidents what they want found, and jump through time. */
export async function withoutSweeps<Instance extends Pick<TestInstance, 'app'>>(
  instance: Instance,
): Promise<Instance> {
  const { app } = instance;
  app.get(Scheduler).remove('tracked-cron.staleness');
  await Promise.all([app.get(Watchdog).stop(), app.get(EndsWatch).stop()]);
  return instance;
}
