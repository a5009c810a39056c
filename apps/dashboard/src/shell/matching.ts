import type { JobStatus } from '../api/queries.js';

const MOST = 50;

/** What somebody looks for: all of the words, without regard to case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a job has all the words somewhere in its name, group, owner or tags. */
export function isMeant({ jobName, group, owner, tags }: JobStatus, words: readonly string[]): boolean {
  const said = [jobName, group, owner, ...tags].join(' ').toLowerCase();
  return words.every((word) => said.includes(word));
}

/** Those that have all the words somewhere, those named so first. */
export function matching(jobs: readonly JobStatus[], text: string): readonly JobStatus[] {
  const words = wordsOf(text);
  const isNamed = ({ jobName }: JobStatus) => words.every((word) => jobName.toLowerCase().includes(word));
  const meant = jobs.filter((job) => isMeant(job, words));
  return [...meant.filter(isNamed), ...meant.filter((job) => !isNamed(job))].slice(0, MOST);
}
