import { Logger } from '@nestjs/common';
import type { InstanceSlots, OwnSlots } from '../cluster/instance-slots.js';
import type { ClaimRound } from '../cluster/slot-claimer.js';
import type { Claimable } from '../cluster/slot-plan.js';
import { defineJob } from '../definition/define-job.js';
import type { RegisteredJob } from '../definition/job-registry.js';
import type { TrackedCronJobOptions } from '../definition/tracked-cron-job.options.js';
import { TrackedCronEvents, type TrackedCronEvent } from '../events.js';
import { VirtualClock } from '../testing/virtual-clock.js';
import { VirtualDatabaseClock } from '../testing/virtual-database-clock.js';
import { Scheduler, type SlotClaims } from './scheduler.js';

const MINUTE = 60_000;
type Mood = 'fine' | 'away' | 'gone' | 'superseded';

/** Decides slots as the database would, and can fail. */
class FakeClaimer {
  readonly rounds: { at: number; jobs: string[] }[] = [];
  readonly watermarks = new Map<string, number>();
  mood: Mood = 'fine';
  /** Of the round that was asked for last. */
  due: Claimable[] = [];

  constructor(private readonly clock: VirtualClock) {}

  claim(due: Claimable[]): Promise<ClaimRound> {
    this.due = due;
    this.rounds.push({ at: this.clock.now(), jobs: due.map(({ jobId }) => jobId) });
    const round: ClaimRound = { claimed: [], failed: [], error: undefined };
    if (this.mood === 'superseded')
      return Promise.resolve({ ...round, superseded: due.map(({ jobId }) => jobId) });
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
  let events: TrackedCronEvents;
  let trusted: boolean;
  let said: string[];

  beforeEach(() => {
    clock = new VirtualClock(0);
    claimer = new FakeClaimer(clock);
    trusted = true;
    said = [];
    const say = (line: string) => said.push(line);
    Logger.overrideLogger({ error: say, log: say, warn() {} });
    events = new TrackedCronEvents();
    scheduler = started(claimer);
  });
  afterEach(() => scheduler.stop());
  afterAll(() => Logger.overrideLogger(false));

  function started(claims: SlotClaims, instanceSlots: Pick<InstanceSlots, 'run'> | null = null): Scheduler {
    const membership = { isTrusted: () => trusted };
    const databaseClock = new VirtualDatabaseClock(clock);
    const made = new Scheduler(claims, clock, databaseClock, events, membership, instanceSlots);
    made.start();
    return made;
  }
  const job = (
    name: string,
    schedule = '* * * * *',
    options: TrackedCronJobOptions = {},
    lastSlotAt = 0,
  ): RegisteredJob => ({
    id: name,
    version: 1,
    lastSlotAt,
    definition: defineJob(
      { schedule, options, defaultName: name, source: name, handler: { kind: 'function', run: () => {} } },
      { timeZone: 'UTC' },
    ),
  });
  const add = (...about: Parameters<typeof job>) => scheduler.add(job(...about));
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
    // one line in ten seconds, not one a try: of those at 60, 60.25, 60.75, 61.75, 63.75, 67.75, 72.75 and 77.75 seconds
    expect(said).toEqual(
      Array(2).fill("Slots can't be claimed (the database is away); they wait and are tried again."),
    );

    claimer.mood = 'fine';
    await pass(5_000);
    expect(scheduler.lastSlot('a')).toBe(MINUTE);
    expect(claimer.watermarks.get('a')).toBe(MINUTE);
  });

  it('says so again once ten seconds have passed', async () => {
    add('a', '0 1 * * * *');
    add('b', '10 1 * * * *');
    claimer.mood = 'away';
    await pass(MINUTE + 9_950);
    expect(said).toHaveLength(1);
    await pass(50);
    expect(times().at(-1)).toBe(MINUTE + 10_000);
    expect(said).toHaveLength(2);
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

  it('has nothing to complain about while it waits for its lease', async () => {
    add('a');
    trusted = false;
    clock.advance(MINUTE - 1);
    await scheduler.runOnce(MINUTE);
    expect(said).toEqual([]);
    expect(scheduler.nextSlot('a')).toBe(MINUTE);
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

  it('resolves its stop when the claims under way are through, and plans nothing after them', async () => {
    let answer!: (round: ClaimRound) => void;
    const asked = new Promise<ClaimRound>((resolve) => (answer = resolve));
    scheduler = started({ claim: () => asked });
    add('a');
    clock.advance(MINUTE);
    let stopped = false;
    const stop = scheduler.stop().then(() => (stopped = true));
    await pass(1_000);
    expect(stopped).toBe(false);
    answer({ claimed: [{ jobId: 'a', watermark: MINUTE, next: 2 * MINUTE }], failed: [], error: undefined });
    await stop;
    expect(scheduler.lastSlot('a')).toBe(MINUTE);
    expect(clock.pending).toBe(0);
  });

  it('takes an answer that is there already at once', () => {
    const claimed = { jobId: 'a', watermark: MINUTE, next: 2 * MINUTE };
    scheduler = started({ claim: () => ({ claimed: [claimed], failed: [], error: undefined }) });
    add('a');
    clock.advance(MINUTE);
    expect(scheduler.nextSlot('a')).toBe(2 * MINUTE);
  });

  it('shows claims what a job needs and whose code it is', async () => {
    const timing = { version: 3, generationId: 'g', superseded: false, overrideKey: null };
    scheduler.add({ ...job('a', '* * * * *', { overlap: 'queue' }), version: 7, timing });
    add('b');
    await pass(MINUTE, 1_000);
    expect(claimer.due).toMatchObject([
      { jobId: 'a', version: 7, timing, careful: true, watermark: MINUTE },
      { jobId: 'b', version: 1, timing: undefined, careful: false, watermark: MINUTE },
    ]);
  });

  it('never moves a watermark back, whatever a claim answers', async () => {
    scheduler = started({ claim: () => ({ claimed: [{ jobId: 'a', watermark: 0, next: 8 * MINUTE }], failed: [], error: undefined }) }); // prettier-ignore
    add('a', '* * * * *', {}, 5 * MINUTE);
    await pass(6 * MINUTE, 1_000);
    expect(scheduler.nextSlot('a')).toBe(6 * MINUTE);
  });

  it('says how many jobs had something due, and how many could not be claimed', async () => {
    const told: TrackedCronEvent<'slots.claimed'>[] = [];
    events.on('slots.claimed', (event) => told.push(event));
    add('a');
    add('b');
    await pass(MINUTE, 1_000);
    claimer.mood = 'away';
    await pass(MINUTE, 1_000);
    expect(told).toEqual([
      { jobs: 2, failed: 0 },
      { jobs: 0, failed: 2 },
    ]);
  });

  it('says which slots were missed, once, and nothing where none was', async () => {
    const told: TrackedCronEvent<'slots.missed'>[] = [];
    events.on('slots.missed', (event) => told.push(event));
    add('a');
    trusted = false;
    await pass(3 * MINUTE, 1_000);
    trusted = true;
    await pass(3 * MINUTE, 1_000);
    expect(told).toEqual([{ jobName: 'a', from: new Date(MINUTE), to: new Date(2 * MINUTE), count: 2 }]);
  });

  it('starts a job when its jitter says, and claims it no earlier', async () => {
    add('a', '0 * * * *', { jitter: '30m' });
    await pass(60 * MINUTE, 1_000);
    expect(claimer.rounds).toEqual([]);
    await pass(30 * MINUTE, 1_000);
    const [first] = times();
    expect(first).toBeGreaterThan(60 * MINUTE + 1_000);
    expect(scheduler.lastSlot('a')).toBe(60 * MINUTE);
  });

  it('shows when its timer woke last', () => {
    add('a');
    expect(scheduler.lastTickAt).toBeUndefined();
    clock.advance(MINUTE);
    expect(scheduler.lastTickAt).toBe(MINUTE);
  });

  describe('about its agenda', () => {
    it('replaces a job that is added again, held as it was', async () => {
      add('a');
      add('a', '*/3 * * * *');
      await pass(3 * MINUTE, 1_000);
      expect(times()).toEqual([3 * MINUTE]);
      scheduler.hold('a', true);
      add('a');
      expect(scheduler.isActive('a')).toBe(false);
      await pass(2 * MINUTE, 1_000);
      expect(times()).toEqual([3 * MINUTE]);
    });

    it('takes no slot of a job that was replaced while its claim was under way', async () => {
      add('a');
      clock.advance(MINUTE);
      add('a', '0 * * * *', {}, MINUTE);
      await pass(3 * MINUTE, 1_000);
      expect(times()).toEqual([MINUTE]);
      expect(scheduler.nextSlot('a')).toBe(60 * MINUTE);
    });

    it('wakes earlier for a job that is due before those it has', async () => {
      add('late', '0 * * * *');
      add('soon');
      await pass(MINUTE, 1_000);
      expect(claimer.rounds).toEqual([{ at: MINUTE, jobs: ['soon'] }]);
    });

    it('holds a job that was stopped before it came, unless it was started again or taken away', async () => {
      for (const name of ['held', 'released', 'removed']) scheduler.hold(name, true);
      scheduler.hold('released', false);
      scheduler.remove('removed');
      for (const name of ['held', 'released', 'removed']) add(name);
      const active = ['held', 'released', 'removed', 'unknown'].filter((name) => scheduler.isActive(name));
      expect(active).toEqual(['released', 'removed']);
      await pass(MINUTE, 1_000);
      expect(claimer.rounds).toEqual([{ at: MINUTE, jobs: ['released', 'removed'] }]);
      scheduler.remove('held');
      add('held');
      expect(scheduler.isActive('held')).toBe(true);
    });

    it('keeps what is due of a job that is told to go on and never stopped', async () => {
      add('a');
      trusted = false;
      await pass(MINUTE + 1_000);
      scheduler.hold('a', false);
      trusted = true;
      await pass(5_000);
      expect(scheduler.lastSlot('a')).toBe(MINUTE);
    });

    it('moves the watermark of a job that a wrong clock had put onto it', async () => {
      add('a', '* * * * *', {}, 30 * MINUTE);
      scheduler.correct('a', -29 * MINUTE);
      scheduler.correct('unknown', -29 * MINUTE);
      expect(scheduler.nextSlot('a')).toBe(2 * MINUTE);
      await pass(2 * MINUTE, 1_000);
      expect(times()).toEqual([2 * MINUTE]);
    });

    it('leaves jobs to a newer release that changed when they are due, until they are added again', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) add(name);
      add('hourly', '0 * * * *');
      claimer.mood = 'superseded';
      await pass(MINUTE, 1_000);
      claimer.mood = 'fine';
      await pass(2 * MINUTE, 1_000);
      expect(claimer.rounds).toHaveLength(1);
      expect(scheduler.nextSlot('a')).toBeUndefined();
      expect(scheduler.nextSlot('hourly')).toBe(60 * MINUTE);
      expect(said).toEqual([
        'It has been changed when a, b, c, d, e are due. Where a newer release did, its instances run it from now on; where a person did, this one follows at once.',
      ]);
      add('a', '* * * * *', {}, 3 * MINUTE);
      await pass(MINUTE, 1_000);
      expect(scheduler.lastSlot('a')).toBe(4 * MINUTE);
    });

    it('says of a single job that it is left', async () => {
      add('a');
      claimer.mood = 'superseded';
      await pass(MINUTE, 1_000);
      expect(said).toEqual([
        'It has been changed when a is due. Where a newer release did, its instances run it from now on; where a person did, this one follows at once.',
      ]);
    });

    it('names no more than five of the jobs that are gone', async () => {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) add(name);
      claimer.mood = 'gone';
      await pass(MINUTE, 1_000);
      expect(said).toEqual([
        "6 jobs are gone from the database (a, b, c, d, e): they don't run any more. " +
          'Restart the application to register them again.',
      ]);
    });
  });

  describe('about jobs that every instance runs by itself', () => {
    let ran: { at: number; name: string; watermark: number }[];

    beforeEach(() => {
      ran = [];
      scheduler = started(claimer, {
        run: (due: OwnSlots) => {
          ran.push({ at: clock.now(), name: due.job.definition.name, watermark: due.watermark });
          return due.plan(due.watermark, null);
        },
      });
    });
    const own = (name: string, schedule = '* * * * *') => job(name, schedule, { scope: 'instance' });

    it('runs them without a claim, beside those that are claimed', async () => {
      scheduler.add(own('a'));
      add('b', '*/2 * * * *');
      await pass(2 * MINUTE, 1_000);
      expect(ran).toEqual([
        { at: MINUTE, name: 'a', watermark: 0 },
        { at: 2 * MINUTE, name: 'a', watermark: MINUTE },
      ]);
      expect(claimer.rounds).toEqual([{ at: 2 * MINUTE, jobs: ['b'] }]);
    });

    it('runs them on time although no lease is trusted', async () => {
      trusted = false;
      scheduler.add(own('a'));
      await pass(MINUTE, 1_000);
      expect(ran).toHaveLength(1);
    });

    it('says what they missed', async () => {
      const told: TrackedCronEvent<'slots.missed'>[] = [];
      events.on('slots.missed', (event) => told.push(event));
      await scheduler.stop();
      scheduler.add(own('a'));
      clock.advance(3 * MINUTE);
      scheduler.start();
      clock.advance(0);
      expect(ran).toHaveLength(1);
      expect(told).toEqual([{ jobName: 'a', from: new Date(MINUTE), to: new Date(2 * MINUTE), count: 2 }]);
    });

    it('lets one that is registered at last go on where it is, and one that changed start over', async () => {
      const first = own('a');
      scheduler.add(first);
      await pass(2 * MINUTE, 1_000);
      scheduler.add({ ...first, id: 'row', lastSlotAt: 90 * MINUTE });
      expect(scheduler.nextSlot('a')).toBe(3 * MINUTE);
      scheduler.add({ ...own('a', '*/30 * * * *'), lastSlotAt: 40 * MINUTE });
      expect(scheduler.nextSlot('a')).toBe(60 * MINUTE);
      add('b');
      add('b', '* * * * *', {}, 20 * MINUTE);
      expect(scheduler.nextSlot('b')).toBe(21 * MINUTE);
    });

    it('claims them too where this process runs none by itself', async () => {
      scheduler = started(claimer);
      scheduler.add(own('a'));
      await pass(MINUTE, 1_000);
      expect(claimer.rounds).toEqual([{ at: MINUTE, jobs: ['a'] }]);
    });
  });
});
