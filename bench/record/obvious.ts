import 'reflect-metadata';
import { ObviousExecution, obviousBirth, openObvious } from '../support/obvious-execution.entity.js';
import { ratesOf, type Rate, type RecordParameters } from './rate.js';

/** `save` a running row, call the handler, `update` it to completed: each execution for itself, in autocommit. */
export async function task(parameters: RecordParameters): Promise<Rate[]> {
  const dataSource = await openObvious(parameters.url);
  const executions = dataSource.getRepository(ObviousExecution);
  const handler = async () => undefined;
  const rates = await ratesOf(parameters, async () => {
    const started = performance.now();
    const { id } = await executions.save(obviousBirth('job', 'manual', null));
    await handler();
    await executions.update(id, {
      status: 'completed',
      completedAt: new Date(),
      durationMs: performance.now() - started,
    });
    return 1;
  });
  await dataSource.destroy();
  return rates;
}
