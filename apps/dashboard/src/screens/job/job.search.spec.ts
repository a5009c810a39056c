import { readJobSearch } from './job.search.js';

it('takes from an address what means something here, and nothing else', () => {
  const said = {
    tab: 'executions',
    at: '2026-11-26T02:00:00Z',
    status: ['failed', 'exploded'],
    range: '7d',
    expression: '@daily',
    do: 'trigger',
  };
  expect(readJobSearch({ ...said, other: 'x' })).toEqual({
    tab: 'executions',
    at: '2026-11-26T02:00:00.000Z',
    status: ['failed'],
    range: '7d',
    expression: '@daily',
    do: 'trigger',
  });
  expect(
    readJobSearch({ tab: 'nowhere', at: 'tomorrow', from: ['a', 'b'], range: '1y', do: 'drop' }),
  ).toEqual({});
});
