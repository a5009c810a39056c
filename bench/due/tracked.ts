import 'reflect-metadata';
import { TrackedCron, TrackedCronEvents } from 'nestjs-tracked-cron';
import { createTrackedApp } from '../support/tracked-app.js';
import { Firings, type DueParameters, type Firing } from './firings.js';
import { jobsProvider } from './jobs-provider.js';

/** The whole library in an application: real scheduler, real claim, real journal, default policies. */
export async function task(parameters: DueParameters, reached: (point: string) => void): Promise<Firing[]> {
  const firings = new Firings(parameters);
  const jobs = jobsProvider(
    parameters.jobs,
    () => TrackedCron(firings.expression),
    (job) => firings.handle(job),
  );
  const app = await createTrackedApp(parameters.url, [jobs]);
  app.get(TrackedCronEvents).on('slots.claimed', () => firings.noteClaims());
  await app.init();
  const results = await firings.results(reached);
  await app.close();
  return results;
}
