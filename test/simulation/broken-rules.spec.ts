import { BROKEN_RULES, mend } from './broken-rules.js';
import { simulate } from './simulate.js';

/** Rules that matter rarely are found late. */
const MOST_SCHEDULES = 4_000;

describe('a simulation of broken rules', () => {
  afterEach(mend);

  it.each(Object.entries(BROKEN_RULES))(
    'finds that %s',
    async (_, { breakIt, seenAs, from = 1 }) => {
      for (let seed = from; seed < from + MOST_SCHEDULES; seed++) {
        const { violations } = await simulate(seed, breakIt);
        mend();
        if (violations.some((one) => seenAs.test(one))) return;
        expect(violations).toEqual([]); // whatever else is found has another name
      }
      throw new Error(`${MOST_SCHEDULES} schedules of events went by, and nobody noticed`);
    },
    120_000,
  );

  it('goes the same way again from the same seed', async () => {
    const [one, again, other] = [await simulate(7), await simulate(7), await simulate(8)];
    expect(again).toEqual(one);
    expect(one.runs).toBeGreaterThan(3);
    expect(other.trace).not.toBe(one.trace);
  });
});
