import type { JobRecord, JobTraits } from 'nestjs-tracked-cron';
import type { AccessTarget } from './cron-admin-access.js';

/** What of a job decides who may see it. */
export function traitsOfRecord(record: JobRecord): JobTraits {
  const { group, owner, tags } = record.options;
  return {
    name: record.jobName,
    group: textOf(group.value),
    owner: textOf(owner.value),
    tags: Array.isArray(tags.value) ? tags.value.map(String) : [],
  };
}

/** Whose jobs they are, and where they run. */
type Place = Required<Pick<AccessTarget, 'application' | 'environment'>>;

/** A job as an access object is asked about it. */
export function targetOf({ name: job, group, owner, tags }: JobTraits, place: Place): AccessTarget {
  return { ...place, job, group, owner, tags };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
