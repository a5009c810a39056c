import { isWithin, type JobsWithin, type JobTraits } from '../../definition/jobs-within.js';
import type { JobName } from '../../definition/tracked-jobs.js';
import { TrackedCronError } from '../../tracked-cron.error.js';
import type { ICronJobManager } from '../cron-job-manager.interface.js';
import type { JobStatus } from '../job-status.js';
import {
  BULK_ACTIONS,
  type BulkAction,
  type BulkFilter,
  type BulkItem,
  type BulkOrder,
  type BulkResult,
} from './job-bulk.interface.js';

/** How many jobs one order may mean. */
const MOST_JOBS = 1_000;
/** How many are acted on at the same time: the pool of writing connections has three. */
const AT_ONCE = 3;
/** How many are named where others are meant than expected. */
const MOST_NAMED = 100;

type Steering = {
  [Method in 'triggerManually' | 'pause' | 'resume' | 'skipNext']: (
    jobName: JobName,
    options: { by?: string; reason?: string; until?: Date },
  ) => ReturnType<ICronJobManager[Method]>;
} & Pick<ICronJobManager, 'getStatuses'>;

/** Does the same to many jobs. @param manager what does it to one */
export async function bulk(manager: Steering, order: BulkOrder): Promise<BulkResult> {
  const { action, allows = () => true } = order;
  if (!BULK_ACTIONS.includes(action)) throw invalid(`action must be one of ${BULK_ACTIONS.join(', ')}.`);
  const { jobNames, strangers } = await meant(manager, order);
  if (jobNames.length !== order.expectedCount) throw mismatch(jobNames, order.expectedCount);
  if (jobNames.length > MOST_JOBS) throw invalid(`at most ${MOST_JOBS} jobs at once: narrow the filter.`);
  const items: BulkItem[] = [];
  const waiting = jobNames.entries();
  const work = async () => {
    for (const [nth, jobName] of waiting) {
      if (strangers.has(jobName))
        items[nth] = refused(jobName, 'UNKNOWN_JOB', `There is no job "${jobName}".`);
      else if (await allows(jobName)) items[nth] = await one(manager, action, jobName, order);
      else items[nth] = refused(jobName, 'FORBIDDEN', `You have no permission to do this to "${jobName}".`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const done = items.filter(({ outcome }) => outcome === 'done').length;
  return { action, done, refused: items.length - done, items };
}

async function one(
  manager: Steering,
  action: BulkAction,
  name: string,
  { by, reason, until }: BulkOrder,
): Promise<BulkItem> {
  // names that no release has registered are refused like all others
  const jobName = name as JobName;
  const said = { ...(by !== undefined && { by }), ...(reason !== undefined && { reason }) };
  const item = { jobName, outcome: 'done', code: null, detail: null, executionId: null, slot: null } as const;
  try {
    switch (action) {
      case 'trigger':
        return { ...item, executionId: (await manager.triggerManually(jobName, said)).executionId };
      case 'pause':
        await manager.pause(jobName, { ...said, ...(until && { until }) });
        return item;
      case 'resume':
        await manager.resume(jobName, said);
        return item;
      case 'skip-next':
        return { ...item, slot: await manager.skipNext(jobName, said) };
    }
  } catch (error) {
    if (error instanceof TrackedCronError) return refused(jobName, error.code, error.message);
    throw error;
  }
}

function refused(jobName: string, code: string, detail: string): BulkItem {
  return { jobName, outcome: 'refused', code, detail, executionId: null, slot: null };
}

/** The jobs, by name, and those of the names among them that whoever asks knows nothing of. */
interface MeantJobs {
  readonly jobNames: readonly string[];
  readonly strangers: ReadonlySet<string>;
}

async function meant(
  manager: Pick<Steering, 'getStatuses'>,
  { jobNames, filter, within = {} }: BulkOrder,
): Promise<MeantJobs> {
  if ((jobNames === undefined) === (filter === undefined))
    throw invalid('say which jobs are meant, by jobNames or by filter.');
  if (jobNames !== undefined) {
    const names = [...new Set(jobNames)].sort();
    return { jobNames: names, strangers: await strangersAmong(manager, names, within) };
  }
  if (Object.values(filter!).every((value) => value === undefined))
    throw invalid('filter must name a group, an owner, a tag or a health.');
  const jobs = await manager.getStatuses();
  const fitting = jobs.filter(
    (job) => job.removedAt === null && fits(job, filter!) && isWithin(within, traitsOf(job)),
  );
  return { jobNames: fitting.map(({ jobName }) => jobName).sort(), strangers: new Set() };
}

/** What is out of reach is answered like what there is not, and so both are looked for here. */
async function strangersAmong(
  manager: Pick<Steering, 'getStatuses'>,
  names: readonly string[],
  within: JobsWithin,
): Promise<ReadonlySet<string>> {
  if (Object.values(within).every((limit) => limit === undefined)) return new Set();
  const jobs = await manager.getStatuses(names as readonly JobName[]);
  const known = new Set<string>(
    jobs.filter((job) => isWithin(within, traitsOf(job))).map(({ jobName }) => jobName),
  );
  return new Set(names.filter((name) => !known.has(name)));
}

function traitsOf({ jobName: name, group, owner, tags }: JobStatus): JobTraits {
  return { name, group, owner, tags };
}

function fits(job: JobStatus, { group, owner, tag, health }: BulkFilter): boolean {
  return (
    (group === undefined || job.group === group) &&
    (owner === undefined || job.owner === owner) &&
    (tag === undefined || job.tags.includes(tag)) &&
    (health === undefined || job.health === health)
  );
}

function mismatch(jobNames: readonly string[], expected: number): TrackedCronError {
  return new TrackedCronError(
    'COUNT_MISMATCH',
    `${jobNames.length} jobs are meant, not ${expected}: nothing was done. Look at which they are, then ask again with ` +
      `expectedCount: ${jobNames.length}.`,
    { count: jobNames.length, expected, jobNames: jobNames.slice(0, MOST_NAMED) },
  );
}

function invalid(message: string): TrackedCronError {
  return new TrackedCronError('INVALID_OPTION', message);
}
