import type { JobStatus } from '../api/queries.js';
import { frozenInWords, jobsToFreeze } from './freeze-scope.js';

const job = (jobName: string, about: Partial<JobStatus> = {}) =>
  ({ jobName, group: null, owner: null, system: false, removedAt: null, ...about }) as JobStatus;

const jobs = [
  job('scores', { group: 'matches', owner: 'sports' }),
  job('fixtures', { group: 'matches', owner: 'web' }),
  job('invoices', { owner: 'sports' }),
  job('sweep', { system: true }),
  job('gone', { group: 'matches', removedAt: '2026-11-01T00:00:00Z' }),
];
const named = (scope: Parameters<typeof jobsToFreeze>[0]) =>
  jobsToFreeze(scope, jobs).map(({ jobName }) => jobName);

it('freezes everything but what is the library’s own, or gone', () => {
  expect(named({})).toEqual(['scores', 'fixtures', 'invoices']);
});

it('freezes what a group and an owner have in common', () => {
  expect(named({ group: 'matches' })).toEqual(['scores', 'fixtures']);
  expect(named({ owner: 'sports' })).toEqual(['scores', 'invoices']);
  expect(named({ group: 'matches', owner: 'sports' })).toEqual(['scores']);
});

it.each([
  [{}, 'every job'],
  [{ group: 'matches', owner: null }, 'group matches'],
  [{ group: null, owner: 'sports' }, 'owner sports'],
  [{ group: 'matches', owner: 'sports' }, 'group matches of owner sports'],
])('says of %j: %s', (scope, words) => {
  expect(frozenInWords(scope)).toBe(words);
});
