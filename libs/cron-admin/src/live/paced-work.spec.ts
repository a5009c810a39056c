import { setImmediate as turn } from 'node:timers/promises';
import { VirtualClock } from '../../../tracked-cron/src/testing/virtual-clock.js';
import { PacedWork } from './paced-work.js';

describe('paced work', () => {
  let clock: VirtualClock;
  let begun: number[];
  let lasting: number;
  let failing: boolean;
  let told: unknown[];
  let work: PacedWork;

  beforeEach(() => {
    clock = new VirtualClock();
    [begun, lasting, failing, told] = [[], 0, false, []];
    const zero = clock.monotonic();
    const run = async () => {
      begun.push(clock.monotonic() - zero);
      if (lasting > 0) await new Promise<void>((resolve) => clock.after(lasting, resolve));
      if (failing) throw new Error('away');
    };
    work = new PacedWork(clock, run, (error) => told.push(error));
  });

  const pass = async (milliseconds: number) => {
    clock.advance(milliseconds);
    await turn();
  };
  const ask = async () => {
    work.request();
    await turn();
  };
  /** Asks at these times, counted from the first. */
  const askAt = async (...times: number[]) => {
    let now = 0;
    for (const time of times) {
      await pass(time - now);
      now = time;
      await ask();
    }
  };

  it('begins at once, and takes along what else is asked for in the same turn', async () => {
    work.request();
    await ask();
    await pass(1_000);
    expect(begun).toEqual([0]);
  });

  it('is done once for all that is asked for within 100 ms', async () => {
    await askAt(0, 1, 40, 80);
    await pass(20);
    expect(begun).toEqual([0, 100]);
    await pass(1_000);
    expect(begun).toEqual([0, 100]);
  });

  it('begins with the second of two batches, which come every 51 ms, not right before it', async () => {
    await askAt(0, 51, 102, 153, 204, 255);
    expect(begun).toEqual([0, 102, 204]);
  });

  it('begins with a batch that comes a little early, and with none that comes much too early', async () => {
    await askAt(0, 47, 94, 140);
    expect(begun).toEqual([0, 94]);
    await pass(54);
    expect(begun).toEqual([0, 94, 194]);
  });

  it('takes at most half of the time, and is never under way twice', async () => {
    lasting = 150;
    await askAt(0, 20, 100);
    await pass(50); // it has taken 150 ms, and begins again
    await ask();
    await pass(150); // so has the second
    await pass(149);
    expect(begun).toEqual([0, 150]);
    await pass(1);
    expect(begun).toEqual([0, 150, 450]);
  });

  it('does not wait for long because it took long once', async () => {
    await ask();
    await pass(100);
    lasting = 150;
    await ask();
    lasting = 0;
    await pass(100);
    await ask();
    await pass(50); // it has taken 150 ms
    expect(begun).toEqual([0, 100, 250]);
  });

  it('takes no time for telling what it read', async () => {
    const told: number[] = [];
    const zero = clock.monotonic();
    const read = async () => () => {
      told.push(clock.monotonic() - zero);
      clock.advance(90);
    };
    work = new PacedWork(clock, read, () => {});
    await ask();
    await ask(); // 90 ms after the first began
    expect(told).toEqual([0, 90]);
  });

  it('is tried again a second after it failed, without being asked', async () => {
    failing = true;
    await ask();
    expect(told).toEqual([new Error('away')]);
    failing = false;
    await pass(999);
    expect(begun).toEqual([0]);
    await pass(1);
    expect(begun).toEqual([0, 1_000]);
  });

  it('is not done any more once it was stopped', async () => {
    await askAt(0, 20);
    work.stop();
    await pass(1_000);
    expect(begun).toEqual([0]);
  });
});
