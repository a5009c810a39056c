import { plainArray } from './plain-array.js';

describe('a plain array', () => {
  it.each([
    [[], '{}'],
    [[1, 2.5, null], '{1,2.5,NULL}'],
    [[null], '{NULL}'],
    [['running', null, 'not_run_in_time'], '{running,NULL,not_run_in_time}'],
  ])('of %j is %s', (values, literal) => {
    expect(plainArray(values)).toBe(literal);
  });
});
