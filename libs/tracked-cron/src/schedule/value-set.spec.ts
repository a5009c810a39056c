import { ValueSet } from './value-set.js';

describe('A set of values', () => {
  it.each([
    [[]],
    [[0]],
    [[31]],
    [[32]],
    [[63]],
    [[0, 31, 32, 63]],
    [[1, 5, 30, 33, 59]],
    [Array.from({ length: 64 }, (_, i) => i)],
  ])('answers like a list: %j', (values: number[]) => {
    const set = new ValueSet([...values, ...values]);
    expect(set.values()).toEqual(values);
    expect([set.size, set.first, set.last]).toEqual([
      values.length,
      values[0] ?? -1,
      values[values.length - 1] ?? -1,
    ]);
    for (let value = 0; value < 64; value += 1) {
      expect(set.has(value)).toBe(values.includes(value));
      expect(set.from(value)).toBe(values.find((other) => other >= value) ?? -1);
      expect(set.upTo(value)).toBe(values.findLast((other) => other <= value) ?? -1);
    }
    expect(set.upTo(-1)).toBe(-1);
  });
});
