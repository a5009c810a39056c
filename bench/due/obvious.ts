import 'reflect-metadata';
import { ObviousExecution, obviousBirth, openObvious } from '../support/obvious-execution.entity.js';
import { startBareApp } from './bare-app.js';
import { Firings, type DueParameters, type Firing } from './firings.js';

/** `@nestjs/schedule` with TypeORM's `save` before the handler and its `update` after it. */
export async function task(parameters: DueParameters, reached: (point: string) => void): Promise<Firing[]> {
  const firings = new Firings(parameters);
  const dataSource = await openObvious(parameters.url);
  const executions = dataSource.getRepository(ObviousExecution);
  const app = await startBareApp(firings, parameters.jobs, async (job) => {
    const firing = firings.current();
    const { id } = await executions.save(obviousBirth(`job${job}`, 'schedule', new Date()));
    await firings.handle(job, firing);
    await executions.update(id, { status: 'completed', completedAt: new Date() });
  });
  const results = await firings.results(reached);
  await app.close();
  await dataSource.destroy();
  return results;
}
