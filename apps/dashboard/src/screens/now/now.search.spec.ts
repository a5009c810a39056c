import { readNowSearch } from './now.search.js';

it('takes from the address what the strip can show', () => {
  const said = { zoom: '24h', by: 'instance', group: 'matches', state: ['late', 'gone'], text: 'score' };
  expect(readNowSearch(said)).toMatchObject({ ...said, state: ['late'] });
  expect(readNowSearch({ zoom: '2y', by: 'moon', state: 'ill' })).toEqual({});
  // what is so anyway needs no saying
  expect(readNowSearch({ zoom: '1h', by: 'job' })).toEqual({});
});

it('shows no week of an instance, which nobody counts', () => {
  expect(readNowSearch({ zoom: '7d', by: 'instance' })).toEqual({ by: 'instance' });
  expect(readNowSearch({ zoom: '7d' })).toEqual({ zoom: '7d' });
});
