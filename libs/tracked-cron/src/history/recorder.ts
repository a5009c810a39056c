import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import { isDataError } from '../database/database-error.js';
import type { ExecutionBirth, WholeExecution } from './execution-birth.js';
import type { ExecutionEnd } from './execution-end.js';
import type { Heartbeat } from './heartbeat.js';
import { withoutContent, type EndListener, type Journal } from './journal.js';
import type { PartitionKeeper } from './partition-keeper.js';
import type { Spool } from './spool.js';
import { UnclaimedExecutionRepository } from './unclaimed-execution.repository.js';
import { WaitingRecords, type WaitingRecord } from './waiting-records.js';

const MAX_BATCH = 1_000;
/** What waits for the database may take this much memory; some ten thousand executions that went well. */
const MAX_WAITING_BYTES = 16 * 2 ** 20;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** At most one line about trouble in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;

/** An execution in flight whose birth was handed in. */
interface Recorded {
  readonly birth: ExecutionBirth;
  state: 'unborn' | 'being born' | 'born' | 'unwritable';
  ended: { readonly end: ExecutionEnd; readonly listener: EndListener } | undefined;
}

const NOBODY: EndListener = { written: () => {}, refused: () => {} };

/** Something that must stand in the database before executions can: jobs that nobody has registered yet. */
export type Preparation = () => Promise<void>;

/**
 * Records executions that nobody claims: their births are written behind the handler's back, their ends go through the
 * journal once the birth is durable. What ended before its birth could be written is written as a whole, also long
 * afterwards; until then it waits here, in memory and bounded. Nothing here makes a handler wait, or throws.
 * What memory has no room for stays in the spool on disk.
 */
export class Recorder {
  private readonly logger = new Logger('TrackedCron');
  private readonly repository: UnclaimedExecutionRepository;
  private readonly inFlight = new Map<string, Recorded>();
  private readonly unborn = new Set<Recorded>();
  private readonly beingBorn = new Set<Recorded>();
  /** Handed to the journal, and not durable yet. */
  private readonly handedOver = new Set<string>();
  private readonly waiting = new WaitingRecords(MAX_WAITING_BYTES);
  private readonly preparations: Preparation[] = [];
  private state: 'closed' | 'open' | 'stopped' = 'closed';
  private working: Promise<void> | undefined;
  /** Something came while a round was under way. */
  private again = false;
  private scheduled = false;
  private pause = 0;
  private pauseTimer: ClockTimer | undefined;
  private lastTrouble = -Infinity;
  /** From the first sign that the database is away to its next answer. */
  private away = false;

  constructor(
    database: CronDatabase,
    scope: { readonly application: string; readonly environment: string },
    private readonly clock: Clock,
    private readonly partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly journal: Pick<Journal, 'take' | 'beat' | 'freeLane'>,
    /** Who this process is at the moment: it may have started over since an execution began. */
    private readonly instance: { readonly id: string },
    private readonly spool?: Pick<Spool, 'keep' | 'settled' | 'spill' | 'unspill' | 'spilledSize'>,
  ) {
    this.repository = new UnclaimedExecutionRepository(database, scope);
  }

  /** Notes that an execution has started. */
  begin(birth: ExecutionBirth): void {
    const recorded: Recorded = { birth, state: 'unborn', ended: undefined };
    this.inFlight.set(birth.id, recorded);
    this.unborn.add(recorded);
    this.schedule();
  }

  /**
   * Notes how an execution ended; one that did not begin here is the journal's. `listener` hears when that is durable, whether
   * it was accepted, or that it had to be given up because too much was waiting for the database.
   */
  take(end: ExecutionEnd, listener: EndListener): void {
    const recorded = this.inFlight.get(end.id);
    if (!recorded) return this.journal.take(end, listener);
    this.inFlight.delete(end.id);
    if (recorded.state === 'born') return this.handOver(end, listener);
    recorded.ended = { end, listener };
    if (recorded.state === 'being born') return; // whoever writes it sees to its end
    this.unborn.delete(recorded);
    this.wait({ birth: recorded.birth, end, listener });
    this.schedule();
  }

  /** Notes a slot whose handler is not called here: skipped or missed. */
  note(birth: ExecutionBirth, end: ExecutionEnd): void {
    this.wait({ birth, end, listener: NOBODY });
    this.schedule();
  }

  /** Notes a sign of life; before the birth is durable there is nothing to put it on. */
  beat(beat: Heartbeat): void {
    const recorded = this.inFlight.get(beat.id);
    if (!recorded || recorded.state === 'born') this.journal.beat(beat);
  }

  /** Gives up a lane that was kept beyond the end; one that was never born has none. */
  freeLane(lane: Parameters<Journal['freeLane']>[0]): Promise<void> {
    return this.journal.freeLane(lane);
  }

  /** Whether an execution began here and has not ended yet. */
  isInFlight(id: string): boolean {
    return this.inFlight.has(id);
  }

  /** Executions that began here and whose end is not durable: the live table's rows of them are no orphans. */
  owned(): string[] {
    const born = [...this.beingBorn].map(({ birth }) => birth.id);
    return [...this.inFlight.keys(), ...born, ...this.handedOver];
  }

  /**
   * Does something before each round of writing; what it throws is tried again.
   * @param when `first` for what others build upon: rows of jobs
   */
  prepareWith(preparation: Preparation, when: 'first' | 'last'): void {
    if (when === 'first') this.preparations.unshift(preparation);
    else this.preparations.push(preparation);
  }

  /** Writes from now on: the database was reached. */
  open(): void {
    if (this.state === 'closed') this.state = 'open';
    this.wake();
  }

  /** Notes that the database could not be reached: what waits is kept on disk too. */
  databaseIsAway(): void {
    this.away = true;
    // without their listeners, which reach as far as the host does
    this.spool?.keep(this.waiting.oldest(Infinity).map(({ birth, end }) => ({ birth, end })));
  }

  /** Writes executions that another process has left behind. Rejects when the database is away. */
  async replay(wholes: readonly WholeExecution[]): Promise<void> {
    for (const prepare of this.preparations) await prepare();
    await this.writeWholes(wholes.map((whole) => ({ ...whole, listener: NOBODY })));
  }

  /** Looks for work: something was prepared for it, or is to be. */
  wake(): void {
    this.schedule();
  }

  /** How many records are not durable: executions that ended, and births. */
  get backlog(): number {
    return this.waiting.size + this.unborn.size;
  }

  /** Ended executions that were given up because too much was waiting. */
  dropped = 0;

  /** Resolves when everything handed in so far was tried once more; what the database refuses then stays unwritten. */
  async flush(): Promise<void> {
    if (this.state !== 'open') return;
    this.endPause();
    await (this.working ?? this.start());
    if (this.backlog > 0 && this.pause === 0) await this.start();
  }

  /** Tries nothing any more: the process is about to end. */
  stop(): void {
    this.state = 'stopped';
    this.pauseTimer?.cancel();
  }

  private wait(record: WaitingRecord): void {
    if (this.away) this.spool?.keep([{ birth: record.birth, end: record.end }]);
    const dropped = this.waiting.add(record);
    if (dropped.length === 0) return;
    for (const { birth, end, listener } of dropped) {
      // durable all the same, and written from there
      if (this.spool?.spill(end)) {
        listener.written(end, true);
        continue;
      }
      this.dropped += 1;
      listener.refused(
        end,
        new Error(`Too many executions wait for the database; one of "${birth.jobName}" was given up.`),
      );
    }
    this.tellTrouble('the database is away');
  }

  /** At the end of this turn, so that what else happens in it goes along. */
  private schedule(): void {
    if (this.state !== 'open' || this.pauseTimer) return;
    if (this.working) {
      this.again = true;
      return;
    }
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      if (this.state === 'open' && !this.pauseTimer && !this.working) void this.start();
    });
  }

  private start(): Promise<void> {
    this.again = false;
    this.working = this.runOnce().finally(() => {
      this.working = undefined;
      if (this.again || this.backlog > 0) this.schedule();
    });
    return this.working;
  }

  /** One round: what has to be there first, then births, then whole executions. Never throws. */
  private async runOnce(): Promise<void> {
    try {
      for (const prepare of this.preparations) await prepare();
      await this.writeBirths();
      await this.writeWholes(this.waiting.oldest(MAX_BATCH));
      this.pause = 0;
      this.away = false;
      if (this.waiting.size === 0 && this.spool && this.spool.spilledSize > 0) {
        await this.spool.unspill((records) => this.replay(records as WholeExecution[]));
      }
    } catch (error) {
      this.databaseIsAway();
      this.tellTrouble((error as Error).message);
      this.pauseBeforeNext();
    }
  }

  private async writeBirths(): Promise<void> {
    const batch = firstOf(this.unborn, MAX_BATCH);
    if (batch.length === 0) return;
    for (const recorded of batch) {
      recorded.state = 'being born';
      this.unborn.delete(recorded);
      this.beingBorn.add(recorded);
    }
    let state: Recorded['state'] = 'unborn';
    try {
      // under the identity that is alive now: what belongs to an earlier one would be swept
      const births = batch.map(({ birth }) => ({ ...birth, instanceId: this.instance.id }));
      this.tellUnknown(await this.repository.writeBirths(births));
      state = 'born';
    } catch (error) {
      if (!isDataError(error)) throw error;
      state = 'unwritable'; // whatever it is, the whole execution is tried by itself
    } finally {
      for (const recorded of batch) this.settleBirth(recorded, state);
    }
  }

  private settleBirth(recorded: Recorded, state: Recorded['state']): void {
    recorded.state = state;
    this.beingBorn.delete(recorded);
    const { birth, ended } = recorded;
    if (ended && state === 'born') this.handOver(ended.end, ended.listener);
    else if (ended) this.wait({ birth, ...ended });
    else if (state === 'unborn') this.unborn.add(recorded);
  }

  private handOver(end: ExecutionEnd, listener: EndListener): void {
    this.handedOver.add(end.id);
    const over = () => this.handedOver.delete(end.id);
    this.journal.take(end, {
      written: (...answer) => (over(), listener.written(...answer)),
      refused: (...answer) => (over(), listener.refused(...answer)),
    });
  }

  private async writeWholes(batch: WaitingRecord[]): Promise<void> {
    if (batch.length === 0) return;
    try {
      this.tellUnknown(await this.partitions.provideFor(() => this.repository.writeWholes(batch)));
      this.settle(batch);
    } catch (error) {
      if (!isDataError(error)) throw error;
      await this.isolate(batch, error);
    }
  }

  /** One record that the database refuses must not take its batch along: halve until it is alone. */
  private async isolate(batch: WaitingRecord[], error: unknown): Promise<void> {
    const middle = batch.length >> 1;
    if (middle > 0) {
      await this.writeWholes(batch.slice(0, middle));
      return this.writeWholes(batch.slice(middle));
    }
    const [record] = batch;
    const bare = { birth: { ...record.birth, metadata: null }, end: withoutContent(record.end, error) };
    try {
      await this.repository.writeWholes([bare]);
      this.settle(batch);
    } catch (refusal) {
      if (!isDataError(refusal)) throw refusal;
      this.waiting.remove(record);
      this.spool?.settled([record.end]);
      record.listener.refused(record.end, refusal);
      this.logger.error(
        `An execution of "${record.birth.jobName}" can't be recorded: ${(refusal as Error).message}`,
      );
    }
  }

  private settle(batch: WaitingRecord[]): void {
    this.spool?.settled(batch.map(({ end }) => end));
    for (const record of batch) {
      this.waiting.remove(record);
      record.listener.written(record.end, true);
    }
  }

  private pauseBeforeNext(): void {
    if (this.state !== 'open') return;
    this.pause = Math.min(this.pause * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    this.pauseTimer = this.clock.after(this.pause, () => {
      this.pauseTimer = undefined;
      this.schedule();
    });
    this.pauseTimer.unref();
  }

  private endPause(): void {
    this.pauseTimer?.cancel();
    this.pauseTimer = undefined;
  }

  private tellUnknown(jobNames: string[]): void {
    if (jobNames.length === 0) return;
    this.logger.error(
      `Executions of jobs that are gone from the database were not recorded (${jobNames.slice(0, 5).join(', ')}). ` +
        'Restart the application to register them again.',
    );
  }

  private tellTrouble(problem: string): void {
    const now = this.clock.monotonic();
    if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = now;
    const given = this.dropped === 0 ? '' : `; ${this.dropped} had to be given up`;
    this.logger.error(
      `Executions can't be recorded (${problem}); ${this.backlog} wait in memory and are tried again${given}. ` +
        'The jobs run on.',
    );
  }
}

function firstOf<Item>(items: Iterable<Item>, count: number): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length === count) break;
    found.push(item);
  }
  return found;
}
