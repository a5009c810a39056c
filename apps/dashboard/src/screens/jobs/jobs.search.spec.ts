import { readSearch, writeSearch } from '../../address/search.js';
import { readJobsSearch, type JobsSearch } from './jobs.search.js';

const read = (address: string) => readJobsSearch(readSearch(address));

it('reads all that can be chosen, and writes it as it was', () => {
  const address =
    '?search=live+scores&health=failing&health=late&group=matches&owner=sports&tag=nightly&paused=true&overridden=true&system=true&sort=-p95';
  expect(read(address)).toEqual<JobsSearch>({
    search: 'live scores',
    health: ['failing', 'late'],
    group: 'matches',
    owner: 'sports',
    tag: 'nightly',
    paused: true,
    overridden: true,
    system: true,
    sort: '-p95',
  });
  expect(writeSearch({ ...read(address) })).toBe(address);
});

it('takes what it has read itself, as the router hands it on', () => {
  const search = read('?paused=true&health=late&sort=next');
  expect(readJobsSearch({ ...search })).toEqual(search);
});

it('leaves out what means nothing here', () => {
  expect(writeSearch({ ...read('?health=fine&sort=colour&paused=no&group=a&group=b&page=3') })).toBe('');
});
