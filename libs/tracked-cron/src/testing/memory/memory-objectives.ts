import { isWithin } from '../../definition/jobs-within.js';
import type { AlertThresholds } from '../../health/alert-thresholds.js';
import type { ObjectivesQuery } from '../../manager/job-objectives.interface.js';
import type { ObjectiveRepository, ObjectiveRow } from '../../manager/objective.repository.js';
import type { MemoryDatabase } from './memory-database.js';

/** Finds jobs with objectives among those in memory. */
export class MemoryObjectives implements Pick<ObjectiveRepository, 'rows'> {
  constructor(private readonly database: MemoryDatabase) {}

  async rows({ jobName, group, owner, within = {} }: ObjectivesQuery): Promise<ObjectiveRow[]> {
    return [...this.database.jobs.values()]
      .filter((job) => job.removedAt === null && isWithin(within, job))
      .filter((job) => jobName === undefined || job.name === jobName || job.previousNames.includes(jobName))
      .filter((job) => (group ?? job.group) === job.group && (owner ?? job.owner) === job.owner)
      .flatMap(({ id, name, group, owner, options }): ObjectiveRow[] => {
        const { objective } = (options.alertThresholds ?? {}) as AlertThresholds;
        return objective ? [{ id, jobName: name, group, owner, objective }] : [];
      })
      .sort((a, b) => (a.jobName < b.jobName ? -1 : 1));
  }
}
