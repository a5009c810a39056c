import type { HealthWord, JobStatus } from 'nestjs-tracked-cron';

/** How the jobs are that the client may see, all together. */
export interface LiveStats {
  /** How many there are of each health. */
  readonly health: Readonly<Partial<Record<HealthWord, number>>>;
  readonly jobs: number;
  /** Executions in flight. */
  readonly running: number;
  /** Executions that wait. */
  readonly pending: number;
  /** When the next slot is due. */
  readonly nextDueAt: Date | null;
}

export function liveStats(statuses: readonly JobStatus[]): LiveStats {
  const health: Partial<Record<HealthWord, number>> = {};
  let running = 0;
  let pending = 0;
  let nextDueAt: Date | null = null;
  for (const job of statuses) {
    health[job.health] = (health[job.health] ?? 0) + 1;
    for (const { status } of job.inFlight) {
      if (status === 'running') running += 1;
      else pending += 1;
    }
    if (job.nextDueAt !== null && (nextDueAt === null || job.nextDueAt < nextDueAt))
      nextDueAt = job.nextDueAt;
  }
  return { health, jobs: statuses.length, running, pending, nextDueAt };
}
