import type { JobStatus } from '../../api/queries.js';

/** Names of jobs, groups, owners and tags, to choose from. */
export function namesOf(jobs: readonly Pick<JobStatus, 'jobName' | 'group' | 'owner' | 'tags'>[]) {
  const some = (names: readonly (string | null)[]) =>
    [...new Set(names)].filter((name) => name !== null).sort((a, b) => a.localeCompare(b));
  return {
    jobs: some(jobs.map(({ jobName }) => jobName)),
    groups: some(jobs.map(({ group }) => group)),
    owners: some(jobs.map(({ owner }) => owner)),
    tags: some(jobs.flatMap(({ tags }) => tags)),
  };
}
