import type { JobStatus } from '../api/queries.js';
import { matching } from './matching.js';

const job = (jobName: string, group: string | null, tags: readonly string[] = []) =>
  ({ jobName, group, owner: 'sports', tags }) as JobStatus;

const jobs = [
  job('live-scores', 'matches'),
  job('matches.archive', null, ['nightly']),
  job('standings', 'matches'),
];
const named = (text: string) => matching(jobs, text).map(({ jobName }) => jobName);

it('finds all jobs by nothing', () => {
  expect(named('')).toHaveLength(3);
});

it('puts jobs that are named so before those whose group or tag is', () => {
  expect(named('matches')).toEqual(['matches.archive', 'live-scores', 'standings']);
});

it('wants every word somewhere, without regard to case', () => {
  expect(named('NIGHT arch')).toEqual(['matches.archive']);
  expect(named('nightly standings')).toEqual([]);
});
