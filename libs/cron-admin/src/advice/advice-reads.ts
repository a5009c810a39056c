import {
  TrackedCronError,
  type ExecutionRecord,
  type ICronJobManager,
  type JobName,
  type JobRecord,
  type JobsWithin,
  type Mark,
} from 'nestjs-tracked-cron';
import { INCIDENT_STATES, type ICronAlerts, type Incident } from 'nestjs-tracked-cron/monitor';

const DAY_MS = 24 * 3_600_000;
/** The longest window that marks can be asked for, and as far back as anybody looks for a cause. */
const LONGEST_MS = 30 * DAY_MS;
/** Of one job more are not born in the same moment. */
const MOST_BESIDE = 10;
const MOST_MARKS = 20;
const MOST_INCIDENTS = 20;

type Reads = Pick<ICronJobManager, 'getHistory' | 'getJob' | 'getMarks' | 'getStatistics' | 'getLogs'>;

/** The last execution of the job before this one that completed; null where none is kept. */
export async function lastSuccessBefore(
  manager: Pick<Reads, 'getHistory'>,
  { id, jobName, environment, createdAt }: ExecutionRecord,
): Promise<ExecutionRecord | null> {
  // an id is a little older than the row that it is written with: the execution itself is among them, too
  const query = { jobName, environment, status: ['completed'], to: createdAt, limit: MOST_BESIDE } as const;
  const { items } = await manager.getHistory(query);
  return items.find((execution) => execution.id < id) ?? null;
}

/** The job as it is defined now; null where nobody knows it any more. */
export async function jobOrNull(manager: Pick<Reads, 'getJob'>, jobName: string): Promise<JobRecord | null> {
  try {
    return await manager.getJob(jobName as JobName);
  } catch (error) {
    if (error instanceof TrackedCronError && error.code === 'UNKNOWN_JOB') return null;
    throw error;
  }
}

/** What changed around the job until it ended, since its last success, or within the day before. */
export async function changedBefore(
  manager: Pick<Reads, 'getMarks'>,
  { jobName, createdAt, completedAt }: ExecutionRecord,
  lastSuccess: ExecutionRecord | null,
  within: { within?: JobsWithin },
): Promise<readonly Mark[]> {
  const end = completedAt ?? createdAt;
  const since = lastSuccess?.startedAt ?? new Date(createdAt.getTime() - DAY_MS);
  const from = new Date(Math.max(since.getTime(), end.getTime() - LONGEST_MS));
  const to = new Date(end.getTime() + 1);
  const { items } = await manager.getMarks({
    jobName: jobName as JobName,
    from,
    to,
    limit: MOST_MARKS,
    ...within,
  });
  return items;
}

/** Lines that its last attempt logged, those that are not kept too; null where there is no log. */
export async function logLinesOf(
  manager: Pick<Reads, 'getLogs'>,
  execution: ExecutionRecord | null,
): Promise<number | null> {
  const page = execution && (await manager.getLogs(execution.id, { last: 1 }));
  return page ? (page.items.at(-1)?.sequence ?? 0) : null;
}

/** Incidents of the job that it may belong to: one opens when a threshold is reached, which may be later. */
export async function incidentsBy(
  alerts: Pick<ICronAlerts, 'getIncidents'>,
  { jobName, createdAt, completedAt }: ExecutionRecord,
): Promise<readonly Incident[]> {
  const to = new Date((completedAt ?? createdAt).getTime() + DAY_MS);
  try {
    const query = { jobName, state: INCIDENT_STATES, to, limit: MOST_INCIDENTS };
    return (await alerts.getIncidents(query)).items;
  } catch (error) {
    // a test in memory has jobs, and no incidents
    if (error instanceof TrackedCronError && error.code === 'NO_DATABASE') return [];
    throw error;
  }
}
