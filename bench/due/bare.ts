import 'reflect-metadata';
import { startBareApp } from './bare-app.js';
import { Firings, type DueParameters, type Firing } from './firings.js';

/** `@nestjs/schedule`, which records nothing. */
export async function task(parameters: DueParameters, reached: (point: string) => void): Promise<Firing[]> {
  const firings = new Firings(parameters);
  const app = await startBareApp(firings, parameters.jobs, (job) => firings.handle(job));
  const results = await firings.results(reached);
  await app.close();
  return results;
}
