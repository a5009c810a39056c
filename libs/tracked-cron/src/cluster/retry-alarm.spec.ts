import { Logger } from '@nestjs/common';
import { TrackedCronEvents } from '../events.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { MOST_TAKEN_AT_ONCE } from './pending-claimer.js';
import { RetryAlarm } from './retry-alarm.js';

Logger.overrideLogger(false);

describe('the alarm for retries', () => {
  let clock: VirtualClock;
  let events: TrackedCronEvents;
  let rang: number[];
  let mayTake: boolean;
  let answers: (number | Error)[];
  /** Set: statements take until it is called. */
  let held: (() => void)[] | undefined;

  beforeEach(() => {
    clock = new VirtualClock(0);
    events = new TrackedCronEvents();
    rang = [];
    mayTake = true;
    answers = [];
    held = undefined;
    const pending = {
      async runOnce() {
        rang.push(clock.now());
        if (held) await new Promise<void>((resolve) => held!.push(resolve));
        const answer = answers.shift() ?? 1;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    void new RetryAlarm(pending, { mayTake: () => mayTake }, clock, new VirtualDatabaseClock(clock), events);
  });

  const setFor = (...instants: number[]) => {
    for (const instant of instants) {
      events.emit('execution.retrying', () => ({
        executionId: 'x',
        jobName: 'job',
        attempt: 1,
        maxAttempts: 3,
        failure: 'transient',
        error: null,
        retryAt: new Date(instant),
      }));
    }
  };
  const settled = () => new Promise(setImmediate);

  it('rings at each instant once, whatever the order in which they are set', async () => {
    setFor(3_000, 1_000, 2_000, 1_000);
    for (let second = 1; second <= 5; second++) {
      clock.advance(1_000);
      await settled();
    }
    expect(rang).toEqual([1_000, 2_000, 3_000]);
    expect(clock.pending).toBe(0);
  });

  it('has one timer, however many wait', () => {
    setFor(...Array.from({ length: 10_000 }, (_, n) => 10_000 - n));
    expect(clock.pending).toBe(1);
  });

  it('rings at once for what is due already', async () => {
    clock.advance(5_000);
    setFor(1_000);
    clock.advance(0);
    await settled();
    expect(rang).toEqual([5_000]);
  });

  it('asks again for what comes due while a statement is under way, once', async () => {
    held = [];
    setFor(1_000, 1_001, 1_002, 1_003);
    clock.advance(2_000);
    await settled();
    expect(rang).toEqual([1_000]);
    held[0]();
    await settled();
    expect(rang).toEqual([1_000, 2_000]);
    held[1]();
    await settled();
    expect(rang).toHaveLength(2);
  });

  it('goes on as long as there may be more', async () => {
    answers = [MOST_TAKEN_AT_ONCE, MOST_TAKEN_AT_ONCE, 3];
    setFor(1_000);
    clock.advance(1_000);
    await settled();
    expect(rang).toHaveLength(3);
  });

  it('leaves what waits to others while its instance may take nothing', async () => {
    mayTake = false;
    setFor(1_000);
    clock.advance(1_000);
    await settled();
    expect(rang).toEqual([]);
  });

  it('goes on after a statement that failed', async () => {
    answers = [new Error('the database is away')];
    setFor(1_000, 2_000);
    clock.advance(1_000);
    await settled();
    clock.advance(1_000);
    await settled();
    expect(rang).toEqual([1_000, 2_000]);
  });

  it('waits for longer than a timer can', async () => {
    const month = 31 * 86_400_000;
    setFor(month);
    clock.advance(month - 1);
    await settled();
    expect(rang).toEqual([]);
    clock.advance(1);
    await settled();
    expect(rang).toEqual([month]);
  });
});
