import type { JobStatus } from '../api/queries.js';

/** What a freeze is of: everything, a group, an owner, or what both have in common. */
export interface FreezeScope {
  readonly group?: string | null;
  readonly owner?: string | null;
}

/** A freeze's jobs in words: `every job`, `group matches`, `group matches of owner sports`. */
export function frozenInWords({ group, owner }: FreezeScope): string {
  if (!group && !owner) return 'every job';
  if (group && owner) return `group ${group} of owner ${owner}`;
  return group ? `group ${group}` : `owner ${owner}`;
}

/** The jobs that a freeze keeps from starting: the library's own never are. */
export function jobsToFreeze(
  { group, owner }: FreezeScope,
  jobs: readonly JobStatus[],
): readonly JobStatus[] {
  return jobs.filter(
    (job) =>
      !job.system &&
      job.removedAt === null &&
      (!group || job.group === group) &&
      (!owner || job.owner === owner),
  );
}
