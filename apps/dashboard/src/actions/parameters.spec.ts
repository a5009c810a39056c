import { readParameters } from './parameters.js';

it('takes nothing for nothing, and JSON for what it says', () => {
  expect(readParameters('  ')).toEqual({ value: undefined, problem: null });
  expect(readParameters('{ "season": 2026 }')).toEqual({ value: { season: 2026 }, problem: null });
  expect(readParameters('null')).toEqual({ value: null, problem: null });
});

it('says what is wrong with what is no JSON', () => {
  expect(readParameters('{ season: 2026 }')).toEqual({
    value: undefined,
    problem: expect.stringContaining('no JSON yet: '),
  });
});
