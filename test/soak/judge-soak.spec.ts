import { judgeSoak } from './judge-soak.js';
import type { SoakSample } from './soak-sample.js';

/** A sample each five seconds, of an application that does 100 executions a second; `heap` says how many MB there are. */
function soak(
  heap: (second: number) => number,
  more: (second: number) => Partial<SoakSample> = () => ({}),
): SoakSample[] {
  return Array.from({ length: 120 }, (_, n) => n * 5).map((at) => ({
    at,
    heapUsed: heap(at) * 2 ** 20,
    codeUsed: 2 ** 20,
    resident: 90 * 2 ** 20,
    timers: 6,
    descriptors: 24,
    listeners: 8,
    connections: 6,
    ended: at * 100,
    ...more(at),
  }));
}

const noise = (second: number) => Math.sin(second * 1_234.5) / 5;
const DUE = 59_500;

describe('the verdict on a soak', () => {
  it('holds for a heap that only goes up and down', () => {
    expect(
      judgeSoak(
        soak((at) => 30 + noise(at)),
        DUE,
      ),
    ).toMatchObject({
      held: true,
      why: [],
      figures: { executions: DUE, timers: 6, descriptors: 24, listeners: 8, connections: 6 },
    });
  });

  it('finds 40 bytes that are kept of each execution', () => {
    const kept = (at: number) => (at * 100 * 40) / 2 ** 20;
    const { held, why } = judgeSoak(
      soak((at) => 30 + noise(at) + kept(at)),
      DUE,
    );
    expect(held).toBe(false);
    expect(why).toEqual([expect.stringMatching(/^the heap grows by 1[34](\.\d+)? MB an hour$/)]);
  });

  it.each(['timers', 'descriptors', 'listeners', 'connections'] as const)(
    'finds %s that are left behind',
    (what) => {
      const left = soak(
        () => 30,
        (at) => ({ [what]: 6 + Math.floor(at / 100) }),
      );
      expect(judgeSoak(left, DUE).why).toEqual([`${what} went from 7 to 11`]);
    },
  );

  it('does not hold for an application that does nothing', () => {
    const idle = soak(
      () => 30,
      () => ({ ended: 0 }),
    );
    expect(judgeSoak(idle, DUE).why).toEqual([`only 0 of ${DUE} executions ended`]);
  });
});
