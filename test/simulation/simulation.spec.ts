import { simulate } from './simulate.js';

const SCHEDULES = Number(process.env.SIMULATION_SCHEDULES ?? 100);
const SEED = Number(process.env.SIMULATION_SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('the simulation', () => {
  it(`holds every invariant in ${SCHEDULES} schedules of events, from seed ${SEED} on`, async () => {
    let [runs, slots] = [0, 0];
    for (let seed = SEED; seed < SEED + SCHEDULES; seed++) {
      const simulated = await simulate(seed);
      runs += simulated.runs;
      slots += simulated.slots;
      if (simulated.violations.length > 0) throw new Error(failure(seed, simulated.violations));
    }
    expect(runs).toBeGreaterThan(SCHEDULES);
    expect(slots).toBeGreaterThan(SCHEDULES);
  }, 600_000);
});

function failure(seed: number, violations: readonly string[]): string {
  return [
    `Seed ${seed} breaks ${violations.length} invariants:`,
    ...violations.slice(0, 20),
    `Again: SIMULATION_SEED=${seed} SIMULATION_SCHEDULES=1 npm run test:simulation`,
  ].join('\n');
}
