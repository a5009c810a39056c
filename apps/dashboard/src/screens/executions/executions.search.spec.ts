import { readSearch, writeSearch } from '../../address/search.js';
import { filtersOf, readExecutionsSearch } from './executions.search.js';

const read = (text: string) => filtersOf(readExecutionsSearch(readSearch(text)));

it('takes every filter of the API from the address, and gives it back', () => {
  const text =
    '?status=failed&status=lost&jobName=a.b&group=g&owner=o&tag=t&trigger=manual&release=1.2.0&from=2026-11-01&search=feed&sort=-duration';
  expect(writeSearch({ ...readExecutionsSearch(readSearch(text)) })).toBe(text);
  expect(read(text)).toMatchObject({ status: ['failed', 'lost'], jobName: 'a.b', sort: '-duration' });
});

it('takes nothing that the API would refuse as no word of its own', () => {
  expect(read('?status=broken&from=yesterday&sort=color')).toEqual({});
});

it('sorts by more than age only within one job', () => {
  expect(read('?sort=-duration')).toEqual({});
  expect(read('?sort=createdAt')).toEqual({ sort: 'createdAt' });
});

it('asks the API for no place: that comes with its page', () => {
  expect(read('?status=failed&cursor=abc&seen=2026-11-01T00:00:00Z')).toEqual({ status: ['failed'] });
});
