import { Between, ILike, In, type FindManyOptions, type FindOptionsWhere } from 'typeorm';
import { createDataSource } from '../../libs/tracked-cron/src/database/data-source.js';
import { resolveDatabaseOptions } from '../../libs/tracked-cron/src/database/database.options.js';
import { uuidV7Floor } from '../../libs/tracked-cron/src/id-generator.js';
import { ExecutionEntity } from '../../libs/tracked-cron/src/history/execution.entity.js';
import { trackedCronTables } from '../../libs/tracked-cron/src/tracked-cron.entities.js';
import { seeded } from './seeded.js';
import { beginOf, JOBS, type HistoryParameters } from './shape.js';
import type { QueryTimes } from './tracked.js';

type Where = FindOptionsWhere<ExecutionEntity>;
const DAY_MS = 24 * 3_600_000;
const WEEK_MS = 7 * DAY_MS;

/** What one would write: `findAndCount` with an offset, and aggregates over the rows, on the same tables with the same indexes. */
export async function task(parameters: HistoryParameters): Promise<QueryTimes[]> {
  const options = resolveDatabaseOptions({ url: parameters.url });
  const limits = { role: 'read', poolSize: 3, statementTimeout: 0 } as const;
  const dataSource = await createDataSource(options, trackedCronTables, limits).initialize();
  const executions = dataSource.getRepository(ExecutionEntity);
  const random = seeded(1);
  const jobName = () => {
    const n = Math.floor(random() * JOBS);
    return `module${n % 40}.job${n}`;
  };
  const week = () => {
    const from = beginOf(parameters) + random() * (parameters.now - beginOf(parameters));
    return Between(new Date(from), new Date(from + WEEK_MS));
  };
  const newest = (where?: Where | Where[], skip = 0): FindManyOptions<ExecutionEntity> => ({
    ...(where && { where }),
    order: { id: 'desc' },
    skip,
    take: 50,
  });
  const asked: Record<string, () => FindManyOptions<ExecutionEntity>> = {
    newest: () => newest(),
    'page 1,000 and on': () => newest(undefined, 50_000),
    'status lost': () => newest({ status: 'lost' }),
    'statuses of failure': () => newest({ status: In(['failed', 'timed_out', 'lost']) }),
    'a job': () => newest({ jobName: jobName() }),
    'a job, completed, 7 days': () => newest({ jobName: jobName(), status: 'completed', createdAt: week() }),
    'text of many errors': () =>
      newest([{ jobName: ILike('%10.0.7.7%') }, { errorMessage: ILike('%10.0.7.7%') }]),
  };
  /** By the index that a birth has here; a column of its own would not find less. */
  const ofDays = (days: number) =>
    executions
      .createQueryBuilder('e')
      .select(['e.status as status', 'count(*)', 'avg(e.durationMs)', 'max(e.durationMs)'])
      .addSelect('percentile_cont(array[0.5, 0.95, 0.99]) within group (order by e.durationMs)')
      .where('e.id >= :from', { from: uuidV7Floor(parameters.now - days * DAY_MS) })
      .groupBy('e.status');
  const busiest = { name: 'module0.job0' };
  const measured: QueryTimes[] = [];
  const measure = async (name: string, kind: QueryTimes['kind'], ask: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let time = 0; time < Math.max(3, parameters.times / 20); time += 1) {
      const begun = performance.now();
      await ask();
      times.push(performance.now() - begun);
    }
    measured.push({ name, kind, times });
  };
  for (const [name, ask] of Object.entries(asked))
    await measure(name, name.startsWith('text') ? 'search' : 'page', () => executions.findAndCount(ask()));
  for (const days of [1, 7, 30])
    await measure(`statistics, ${days} days`, 'report', () => ofDays(days).getRawMany());
  await measure('statistics of the busiest job, 30 days', 'job-report', () =>
    ofDays(30).andWhere('e.jobName = :name', busiest).getRawMany(),
  );
  await dataSource.destroy();
  return measured;
}
