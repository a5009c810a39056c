import 'reflect-metadata';
import { watchIdle, type IdleParameters, type IdleResult } from './idle-task.js';

/** The same with so many jobs, none of which is due soon. Their schedules differ, as schedules do. */
export function task(parameters: IdleParameters, reached: (point: string) => void): Promise<IdleResult> {
  const load = async () => {
    const [{ TrackedCron }, { createTrackedApp }, { jobsProvider }] = await Promise.all([
      import('nestjs-tracked-cron'),
      import('../support/tracked-app.js'),
      import('../due/jobs-provider.js'),
      import('@nestjs/platform-express'),
    ]);
    const jobs = jobsProvider(
      parameters.jobs,
      (job) => TrackedCron(farFromNow(job)),
      () => undefined,
    );
    return () => createTrackedApp(parameters.url, [jobs]);
  };
  return watchIdle(parameters, load, reached);
}

/** Half a day away, at one of 720 minutes. */
function farFromNow(job: number): string {
  const hour = (new Date().getUTCHours() + 6 + (job % 12)) % 24;
  return `${Math.floor(job / 12) % 60} ${hour} * * *`;
}
