import type { JobStatus } from '../../api/queries.js';
import { isMeant, wordsOf } from '../../shell/matching.js';
import type { Health } from '../../theme/states.js';
import type { JobsSearch } from './jobs.search.js';

/** Whether a job is among those that the address asks for. */
export function filterOf(search: JobsSearch): (job: JobStatus) => boolean {
  const words = wordsOf(search.search ?? '');
  const { health, group, owner, tag } = search;
  return (job) =>
    (search.system === true || !job.system) &&
    (health === undefined || health.includes(job.health)) &&
    (group === undefined || job.group === group) &&
    (owner === undefined || job.owner === owner) &&
    (tag === undefined || job.tags.includes(tag)) &&
    (search.paused === undefined || job.paused !== null) &&
    (search.overridden === undefined || job.overridden) &&
    isMeant(job, words);
}

/** How many jobs there are of each health, whatever health is chosen. */
export function countsByHealth(jobs: readonly JobStatus[], search: JobsSearch): ReadonlyMap<Health, number> {
  const fits = filterOf({ ...search, health: undefined });
  const counts = new Map<Health, number>();
  for (const job of jobs) if (fits(job)) counts.set(job.health, (counts.get(job.health) ?? 0) + 1);
  return counts;
}
