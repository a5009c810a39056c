import fc from 'fast-check';
import { Histogram } from './histogram.js';

const values = fc.array(fc.double({ min: 0.01, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 300 });
const shares = [0.001, 0.5, 0.95, 0.99, 1];

function histogramOf(all: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of all) histogram.add(value);
  return histogram;
}

function percentileOf(all: readonly number[], share: number): number {
  return [...all].sort((a, b) => a - b)[Math.ceil(share * all.length) - 1];
}

function expectAlike(histogram: Histogram, all: readonly number[]): void {
  const percentiles = histogram.percentiles(shares);
  expect(percentiles).toHaveLength(shares.length);
  for (const [nth, share] of shares.entries()) {
    const exact = percentileOf(all, share);
    expect(Math.abs(percentiles[nth] - exact)).toBeLessThanOrEqual(exact * 0.02 + 1e-9);
  }
}

describe('a histogram', () => {
  it('tells percentiles within 2 %', () => {
    fc.assert(fc.property(values, (all) => expectAlike(histogramOf(all), all)));
  });

  it('is the histogram of both when two are put behind each other', () => {
    fc.assert(
      fc.property(values, values, (some, others) => {
        const both = new Histogram();
        both.merge(Buffer.concat([histogramOf(some).encode(), histogramOf(others).encode()]));
        expect(both.count).toBe(some.length + others.length);
        expectAlike(both, [...some, ...others]);
      }),
    );
  });

  it('knows no percentile of nothing', () => {
    expect(new Histogram().percentiles([0.5])).toEqual([]);
  });

  it('is a new one when it has been cleared', () => {
    const histogram = new Histogram();
    for (const value of [3, 40_000, 40_000]) histogram.add(value);
    histogram.clear();
    expect(histogram.count).toBe(0);
    histogram.add(70);
    expect(histogram.encode()).toEqual(histogramOf([70]).encode());
  });

  it('takes what no clock could have measured', () => {
    const odd = histogramOf([-5, 0, Number.MIN_VALUE, 1e300]);
    const [middle, highest] = odd.percentiles([0.5, 1]);
    expect(middle).toBe(0);
    expect(highest).toBeGreaterThan(9e13);
    expect(() => odd.encode()).not.toThrow();
  });

  it('needs 2 bytes for up to 32 values that are alike, and few for many of them', () => {
    expect(histogramOf(Array<number>(32).fill(1_234)).encode()).toHaveLength(2);
    const many = histogramOf(Array<number>(100_001).fill(1_234));
    expect(many.encode().length).toBeLessThan(16);
    const copy = new Histogram();
    copy.merge(many.encode());
    expect(copy.count).toBe(100_001);
  });
});
