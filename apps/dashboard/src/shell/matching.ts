import type { JobStatus } from '../api/queries.js';

const MOST = 50;

/** Those that have all the words somewhere, those named so first. */
export function matching(jobs: readonly JobStatus[], text: string): readonly JobStatus[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isNamed = ({ jobName }: JobStatus) => words.every((word) => jobName.toLowerCase().includes(word));
  const isMeant = ({ jobName, group, owner, tags }: JobStatus) => {
    const said = [jobName, group, owner, ...tags].join(' ').toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const meant = jobs.filter(isMeant);
  return [...meant.filter(isNamed), ...meant.filter((job) => !isNamed(job))].slice(0, MOST);
}
