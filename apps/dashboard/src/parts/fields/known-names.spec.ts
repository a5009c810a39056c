import { namesOf } from './known-names.js';

it('offers each name once, in the order of an alphabet', () => {
  const jobs = [
    { jobName: 'live-scores', group: 'matches', owner: 'sports', tags: ['live', 'slow'] },
    { jobName: 'invoices', group: null, owner: 'sports', tags: ['live'] },
    { jobName: 'Standings', group: 'matches', owner: 'Web', tags: [] },
  ];
  expect(namesOf(jobs)).toEqual({
    jobs: ['invoices', 'live-scores', 'Standings'],
    groups: ['matches'],
    owners: ['sports', 'Web'],
    tags: ['live', 'slow'],
  });
});
