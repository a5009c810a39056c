/** Some of the jobs: those for which everything holds that is given. What is left out says nothing. */
export interface JobsWithin {
  /** One of these names. */
  readonly jobs?: readonly string[];
  /** One of these groups. */
  readonly groups?: readonly string[];
  /** One of these owners. */
  readonly owners?: readonly string[];
  /** At least one of these tags. */
  readonly tags?: readonly string[];
}

/** What of a job decides whether it is among them. */
export interface JobTraits {
  readonly name: string;
  readonly group: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
}

/** Whether a job is one of these. */
export function isWithin({ jobs, groups, owners, tags }: JobsWithin, job: JobTraits): boolean {
  return (
    (jobs === undefined || jobs.includes(job.name)) &&
    (groups === undefined || (job.group !== null && groups.includes(job.group))) &&
    (owners === undefined || (job.owner !== null && owners.includes(job.owner))) &&
    (tags === undefined || tags.some((tag) => job.tags.includes(tag)))
  );
}
