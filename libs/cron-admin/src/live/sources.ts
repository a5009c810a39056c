import type { ICronJobManager, JobName, JobStatus, JobTraits } from 'nestjs-tracked-cron';
import type { ChannelSource } from './channel-source.js';

/** What the gateway reads. */
export type LiveReads = Pick<ICronJobManager, 'getStatuses' | 'getHistory' | 'getExecution' | 'getLogs'>;

/** More jobs than this that have changed are read like all of them. */
const MOST_JOBS_BY_NAME = 500;
/** Executions of a job that are shown as they come and go. */
const NEWEST_EXECUTIONS = 20;

/** What a hint is about that names no job: a freeze, an order to many. No job has that name. */
const ANY_JOB = '*';

/** Every job's status, by its name. */
export function jobsSource(reads: LiveReads): ChannelSource {
  return {
    pollMs: 10_000,
    keyOf: (topic, { job }) => job ?? (topic === 'job' ? ANY_JOB : null),
    async read(keys) {
      const all = keys === null || keys.includes(ANY_JOB) || keys.length > MOST_JOBS_BY_NAME;
      const names = all ? undefined : (keys as JobName[]);
      const statuses = await reads.getStatuses(names);
      const items = statuses.map((value) => ({ id: value.jobName, job: traitsOf(value), value }));
      const found = new Set<string>(items.map(({ id }) => id));
      return { items, gone: names?.filter((name) => !found.has(name)) ?? null };
    },
  };
}

/** One job's status, and its newest executions. */
export function jobSource(reads: LiveReads, jobName: string): ChannelSource {
  return {
    pollMs: 5_000,
    keyOf: (topic, { job }) => (job === jobName || (topic === 'job' && job === undefined) ? jobName : null),
    async read() {
      const [statuses, { items: executions }] = await Promise.all([
        reads.getStatuses([jobName as JobName]),
        reads.getHistory({ jobName, limit: NEWEST_EXECUTIONS }),
      ]);
      return {
        items: [
          ...statuses.map((value) => ({ id: 'status', job: null, value })),
          ...executions.map((value) => ({ id: value.id, job: null, value })),
        ],
        gone: null,
      };
    },
  };
}

/** One execution, with its progress. */
export function executionSource(reads: LiveReads, executionId: string): ChannelSource {
  return {
    pollMs: 2_000,
    keyOf: (_, { id }) => (id === executionId ? executionId : null),
    async read() {
      const value = await reads.getExecution(executionId);
      return { items: value ? [{ id: value.id, job: null, value }] : [], gone: null };
    },
  };
}

function traitsOf({ jobName: name, group, owner, tags }: JobStatus): JobTraits {
  return { name, group, owner, tags };
}
