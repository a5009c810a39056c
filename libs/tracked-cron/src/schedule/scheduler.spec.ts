import { Logger } from '@nestjs/common';
import type { ClaimRound } from '../cluster/slot-claimer.js';
import type { Claimable } from '../cluster/slot-plan.js';
import { defineJob } from '../definition/define-job.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import { TrackedCronEvents } from '../events.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { Scheduler } from './scheduler.js';

const MINUTE = 60_000;
type Mood = 'fine' | 'away' | 'gone';

/** Decides slots as the database would, and can fail. */
class FakeClaimer {
  readonly rounds: { at: number; jobs: string[] }[] = [];
  readonly watermarks = new Map<string, number>();
  mood: Mood = 'fine';

  constructor(private readonly clock: VirtualClock) {}

  claim(due: Claimable[]): Promise<ClaimRound> {
    this.rounds.push({ at: this.clock.now(), jobs: due.map(({ jobId }) => jobId) });
    const round: ClaimRound = { claimed: [], failed: [], error: undefined };
    if (this.mood === 'gone') return Promise.resolve(round);
    if (this.mood === 'away') {
      const failed = due.map(({ jobId }) => jobId);
      return Promise.resolve({ ...round, failed, error: new Error('the database is away') });
    }
    for (const scheduled of due) {
      const { jobId } = scheduled;
      const { watermark, next } = scheduled.plan(this.watermarks.get(jobId) ?? 0, null);
      this.watermarks.set(jobId, watermark);
      round.claimed.push({ jobId, watermark, next });
    }
    return Promise.resolve(round);
  }
}

describe('Scheduler', () => {
  let clock: VirtualClock;
  let claimer: FakeClaimer;
  let scheduler: Scheduler;
  let trusted: boolean;
  let said: string[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    claimer = new FakeClaimer(clock);
    trusted = true;
    said = [];
    Logger.overrideLogger({ error: (line: string) => said.push(line), log() {}, warn() {} });
    const events = new TrackedCronEvents();
    const membership = { isTrusted: () => trusted };
    scheduler = new Scheduler(claimer, clock, new VirtualDatabaseClock(clock), events, membership, null);
    scheduler.start();
  });
  afterEach(() => scheduler.stop());
  afterAll(() => Logger.overrideLogger(false));

  const add = (name: string, schedule = '* * * * *', options: TrackedCronJobOptions = {}) =>
    scheduler.add({
      id: name,
      version: 1,
      lastSlotAt: 0,
      definition: defineJob(
        { schedule, options, defaultName: name, source: name, handler: { kind: 'function', run: () => {} } },
        { timeZone: 'UTC' },
      ),
    } satisfies RegisteredJob);
  /** Lets time pass in small steps, with what claims bring about in between. */
  const pass = async (milliseconds: number, step = 50) => {
    for (let passed = 0; passed < milliseconds; passed += step) {
      clock.advance(step);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const times = () => claimer.rounds.map(({ at }) => at);

  it('hands all jobs of an instant on together, at each of their slots', async () => {
    add('a');
    add('b');
    add('c', '*/2 * * * *');
    await pass(2 * MINUTE, 1_000);
    expect(claimer.rounds).toEqual([
      { at: MINUTE, jobs: ['a', 'b'] },
      { at: 2 * MINUTE, jobs: expect.arrayContaining(['a', 'b', 'c']) as unknown },
    ]);
    expect(scheduler.nextSlot('a')).toBe(3 * MINUTE);
    expect(scheduler.lastSlot('c')).toBe(2 * MINUTE);
  });

  it('keeps the watermark of a claim that failed and tries again, ever slower', async () => {
    add('a');
    claimer.mood = 'away';
    await pass(MINUTE + 20_000);
    expect(scheduler.lastSlot('a')).toBeUndefined();
    expect(scheduler.nextSlot('a')).toBe(MINUTE);
    const waits = times().map((at, nth, all) => at - (all[nth - 1] ?? at));
    expect(waits).toEqual([0, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
    // one line in ten seconds, not one a try
    expect(said.length).toBeLessThan(4);
    expect(said[0]).toContain('the database is away');

    claimer.mood = 'fine';
    await pass(5_000);
    expect(scheduler.lastSlot('a')).toBe(MINUTE);
    expect(claimer.watermarks.get('a')).toBe(MINUTE);
  });

  it('starts over with the shortest wait once a claim came through', async () => {
    add('a');
    claimer.mood = 'away';
    await pass(MINUTE + 8_000);
    claimer.mood = 'fine';
    await pass(5_000);
    claimer.mood = 'away';
    claimer.rounds.length = 0;
    await pass(MINUTE);
    expect(times()[1] - times()[0]).toBe(250);
  });

  it('waits while its lease is not trusted, and claims what came due meanwhile', async () => {
    add('a');
    trusted = false;
    await pass(MINUTE + 10_000);
    expect(claimer.rounds).toEqual([]);
    trusted = true;
    await pass(5_000);
    expect(scheduler.lastSlot('a')).toBe(MINUTE);
  });

  it('claims nothing of a job that is held, and nothing of the past when it is released', async () => {
    add('a');
    scheduler.hold('a', true);
    expect(scheduler.isActive('a')).toBe(false);
    await pass(2 * MINUTE + 30_000, 1_000);
    expect(claimer.rounds).toEqual([]);
    scheduler.hold('a', false);
    await pass(MINUTE, 1_000);
    expect(times()).toEqual([3 * MINUTE]);
  });

  it('claims nothing of a job that was held while its claim was under way', async () => {
    add('a');
    clock.advance(MINUTE);
    scheduler.hold('a', true);
    await pass(2 * MINUTE, 1_000);
    expect(claimer.rounds).toHaveLength(1);
  });

  it('says which jobs are gone from the database, and lets them be', async () => {
    add('a');
    claimer.mood = 'gone';
    await pass(3 * MINUTE, 1_000);
    expect(claimer.rounds).toHaveLength(1);
    expect(said).toEqual([expect.stringContaining('1 jobs are gone from the database (a)')]);
  });

  it('forgets a job that is removed', async () => {
    add('a');
    scheduler.remove('a');
    await pass(2 * MINUTE, 1_000);
    expect(claimer.rounds).toEqual([]);
    expect(scheduler.nextSlot('a')).toBeUndefined();
  });

  it('claims nothing once it is stopped, and leaves no timer', async () => {
    add('a');
    await scheduler.stop();
    await pass(2 * MINUTE, 1_000);
    expect(claimer.rounds).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
