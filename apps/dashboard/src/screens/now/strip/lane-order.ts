import type { JobStatus } from '../../../api/queries.js';
import { isBad, isWarned } from '../verdict.js';
import type { NowSearch } from '../now.search.js';

/** Which jobs the strip has lanes for, as the address filters them: the library's own only where something is wrong with them. */
export function lanesMeant(
  jobs: readonly JobStatus[],
  { group, owner, state, text }: NowSearch,
): readonly JobStatus[] {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return jobs.filter((job) => {
    if (job.removedAt !== null || (job.system && !isBad(job))) return false;
    const said = [job.jobName, job.group, job.owner, ...job.tags].join(' ').toLowerCase();
    return (
      (group === undefined || job.group === group) &&
      (owner === undefined || job.owner === owner) &&
      (state === undefined || state.includes(job.health)) &&
      words.every((word) => said.includes(word))
    );
  });
}

/** Names of the jobs as their lanes follow each other: those that need a look, then by when they are due, those that rest last. */
export function laneOrder(jobs: readonly JobStatus[]): readonly string[] {
  const rank = (job: JobStatus) => (isBad(job) ? 0 : isWarned(job) ? 1 : job.inFlight.length > 0 ? 2 : 3);
  const due = ({ nextDueAt }: JobStatus) => (nextDueAt === null ? Infinity : Date.parse(nextDueAt));
  const byDue = (a: JobStatus, b: JobStatus) => (due(a) === due(b) ? 0 : due(a) - due(b));
  return [...jobs]
    .sort((a, b) => rank(a) - rank(b) || byDue(a, b) || (a.jobName < b.jobName ? -1 : 1))
    .map(({ jobName }) => jobName);
}

/** The same lanes in the order they had, new ones after them: nothing moves under the cursor. */
export function keptOrder(before: readonly string[], after: readonly string[]): readonly string[] {
  const there = new Set(after);
  const known = new Set(before);
  return [...before.filter((name) => there.has(name)), ...after.filter((name) => !known.has(name))];
}
