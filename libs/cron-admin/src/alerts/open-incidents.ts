import { TrackedCronError, type JobStatus } from 'nestjs-tracked-cron';
import type { ICronAlerts, Incident } from 'nestjs-tracked-cron/monitor';

/** Of a job's incident that is not over, as much as a list shows. */
export type OpenIncident = Pick<Incident, 'id' | 'state' | 'severity'>;

/** A status with what people are told of. */
export interface ShownStatus extends JobStatus {
  readonly incident: OpenIncident | null;
}

/** More at once nobody looks through: there is something wrong with all of it. */
const MOST_INCIDENTS = 1_000;
const PAGE = 200;

/** Incidents that are not over, newest first, at most 1,000. */
export async function openIncidents(alerts: Pick<ICronAlerts, 'getIncidents'>): Promise<Incident[]> {
  const found: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await pageOf(alerts, cursor);
    found.push(...page.items);
    cursor = page.page.next;
  } while (cursor !== null && found.length < MOST_INCIDENTS);
  return found;
}

/** Statuses with the incident of each. */
export async function withIncidents(
  statuses: Promise<JobStatus[]>,
  alerts: Pick<ICronAlerts, 'getIncidents'>,
): Promise<ShownStatus[]> {
  const [jobs, incidents] = await Promise.all([statuses, openIncidents(alerts)]);
  const bySubject = new Map(incidents.map((one) => [one.subject, one]));
  return jobs.map((job) => Object.assign({ ...job }, { incident: shown(bySubject.get(job.jobName)) }));
}

function shown(incident: Incident | undefined): OpenIncident | null {
  if (incident === undefined) return null;
  const { id, state, severity } = incident;
  return { id, state, severity };
}

/** A test in memory has jobs, and no incidents. */
async function pageOf(alerts: Pick<ICronAlerts, 'getIncidents'>, cursor: string | null) {
  try {
    return await alerts.getIncidents({ limit: PAGE, ...(cursor !== null && { cursor }) });
  } catch (error) {
    if (error instanceof TrackedCronError && error.code === 'NO_DATABASE')
      return { items: [], page: { next: null, limit: PAGE } };
    throw error;
  }
}
