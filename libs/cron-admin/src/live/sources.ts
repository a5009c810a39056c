import type { ICronJobManager, JobName, JobStatus, JobTraits } from 'nestjs-tracked-cron';
import type { ICronAlerts, Incident } from 'nestjs-tracked-cron/monitor';
import { openIncidents, withIncidents } from '../alerts/open-incidents.js';
import type { ChannelSource } from './channel-source.js';

/** What the gateway reads. */
export type LiveReads = Pick<ICronJobManager, 'getStatuses' | 'getHistory' | 'getExecution' | 'getLogs'> &
  Pick<ICronAlerts, 'getIncidents'>;

/** More jobs than this that have changed are read like all of them. */
const MOST_JOBS_BY_NAME = 2_000;
/** Executions of a job that are shown as they come and go. */
const NEWEST_EXECUTIONS = 20;

/** What a hint is about that names no job: a freeze, an order to many. No job has that name. */
const ANY_JOB = '*';

/** Every job's status, by its name. */
export function jobsSource(reads: LiveReads): ChannelSource {
  return {
    pollMs: 10_000,
    parts: { count: 10, mostKeys: MOST_JOBS_BY_NAME },
    keyOf: (topic, { job }) => job ?? (topic === 'job' ? ANY_JOB : null),
    async read(keys) {
      const all = keys === null || keys.includes(ANY_JOB) || keys.length > MOST_JOBS_BY_NAME;
      const names = all ? undefined : (keys as JobName[]);
      const statuses = await withIncidents(reads.getStatuses(names), reads);
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
        withIncidents(reads.getStatuses([jobName as JobName]), reads),
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

/** Every incident that is not over. One of the library itself is for who may see all jobs. */
export function alertsSource(reads: Pick<LiveReads, 'getIncidents'>): ChannelSource {
  return {
    pollMs: 10_000,
    // what is said of no job is about preferences
    keyOf: (topic, { job }) => (topic === 'alert' && job !== undefined ? job : null),
    async read() {
      const incidents = await openIncidents(reads);
      return {
        items: incidents.map((value) => ({ id: value.id, job: subjectOf(value), value })),
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

function subjectOf({ subject: name, group, owner, tags }: Incident): JobTraits {
  return { name, group, owner, tags };
}

function traitsOf({ jobName: name, group, owner, tags }: JobStatus): JobTraits {
  return { name, group, owner, tags };
}
