import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import type { CronDatabase } from '../database/cron-database.js';
import { isDataError, isMissingPartition } from '../database/database-error.js';
import type { AttemptLog } from './attempt-log.js';
import { keyOf, type LogChunk, type LogChunkKey } from './log-chunk.js';
import { LogChunkRepository } from './log-chunk.repository.js';
import { NO_LOG_FOLLOWERS, type LogFollowers } from './log-followers.js';
import { bytesOf, type CapturedLine } from './log-line.js';
import type { PartitionKeeper } from './partition-keeper.js';

/** How long lines of a running attempt are gathered. */
const INTERVAL_MS = 1_000;
/** Between the statements that ends ask for: jobs that end in hundreds a second share them. */
const SHORTEST_INTERVAL_MS = 100;
/** Gathered lines that take more than this don't wait for the interval. */
const MAX_GATHERED_BYTES = 2 * 2 ** 20;
/** What waits for the database may take this much memory. */
const MAX_WAITING_BYTES = 16 * 2 ** 20;
const MAX_BATCH_CHUNKS = 500;
const MAX_BATCH_BYTES = 2 ** 20;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5_000;
/** At most one line about trouble in this time. */
const TROUBLE_LOG_INTERVAL_MS = 60_000;

/**
 * Writes log lines of executions, once a second, when one ends, and soon where somebody follows, those of all executions in one statement, and one
 * statement at a time: the other connections are left to claims and ends, which never wait for this. While the
 * database is away lines wait in memory, bounded, the oldest are dropped; with a crash they are lost. Without lines there is no timer.
 */
export class LogJournal {
  private readonly logger = new Logger('TrackedCron');
  private readonly repository: LogChunkRepository;
  /** Logs that have lines which are not handed out yet. */
  private readonly gathering = new Set<AttemptLog>();
  private gatheredBytes = 0;
  /** In the order in which they came. */
  private waiting = new Map<string, LogChunk>();
  private waitingBytes = 0;
  private readonly surplus = new Map<string, LogChunkKey>();
  private timer: ClockTimer | undefined;
  private working: Promise<void> | undefined;
  /** Something shall not wait for the interval. */
  private hurried = false;
  private lastStart = -Infinity;
  private pause = 0;
  private stopped = false;
  private lastTrouble = -Infinity;
  /** Lines that were given up because too many waited, or because the database refused them. */
  dropped = 0;

  constructor(
    database: CronDatabase,
    private readonly clock: Clock,
    private readonly partitions: Pick<PartitionKeeper, 'provideFor'>,
    private readonly followers: LogFollowers = NO_LOG_FOLLOWERS,
  ) {
    this.repository = new LogChunkRepository(database);
  }

  /** Takes a line; it is written within a second, one of an execution that somebody follows within 100 ms. Never throws, never waits. */
  add(log: AttemptLog, line: CapturedLine): void {
    log.add(line);
    this.gathering.add(log);
    this.gatheredBytes += bytesOf(line);
    if (this.gatheredBytes > MAX_GATHERED_BYTES) this.handOut();
    if (this.followers.isFollowed(log.executionId)) this.hurry();
    if (!this.stopped && !this.working) this.timer ??= this.after(INTERVAL_MS);
  }

  /** Lets the lines of an attempt that has ended leave with the next statement. */
  end(log: AttemptLog): void {
    if (this.gathering.has(log)) this.hurry();
  }

  /** Lines that wait for the database take this much, in bytes. */
  get backlog(): number {
    return this.gatheredBytes + this.waitingBytes;
  }

  /** Resolves when everything taken so far was tried once. */
  async flush(): Promise<void> {
    await this.working;
    await (this.working ?? this.start());
  }

  /** Tries nothing any more: the process is about to end. */
  stop(): void {
    this.stopped = true;
    this.timer?.cancel();
  }

  /** At the end of this turn at the earliest, so that what else ends in it goes along. */
  private hurry(): void {
    if (this.hurried || this.pause > 0 || this.stopped) return;
    this.hurried = true;
    if (!this.working) this.startSoon();
  }

  private startSoon(): void {
    const wait = this.lastStart + SHORTEST_INTERVAL_MS - this.clock.monotonic();
    this.timer?.cancel();
    this.timer = wait > 0 ? this.after(wait) : undefined;
    if (wait <= 0) queueMicrotask(() => this.stopped || void (this.working ?? this.start()));
  }

  private after(delay: number): ClockTimer {
    const timer = this.clock.after(delay, () => {
      this.timer = undefined;
      if (!this.stopped) void (this.working ?? this.start());
    });
    timer.unref();
    return timer;
  }

  private start(): Promise<void> {
    this.hurried = false;
    this.lastStart = this.clock.monotonic();
    this.timer?.cancel();
    this.timer = undefined;
    this.working = this.runOnce().finally(() => {
      this.working = undefined;
      if (this.stopped) return;
      if (this.pause > 0) this.timer = this.after(this.pause);
      else if (this.hurried) this.startSoon();
      else if (this.gathering.size > 0) this.timer = this.after(INTERVAL_MS);
    });
    return this.working;
  }

  /** Writes what there is, and stops at the first failure. Never throws. */
  private async runOnce(): Promise<void> {
    this.handOut();
    while (this.waiting.size > 0 || this.surplus.size > 0) {
      const chunks = this.nextBatch();
      const surplus = [...this.surplus.values()];
      this.surplus.clear();
      try {
        await this.write(chunks, surplus);
        this.pause = 0;
        for (const id of new Set(chunks.map(({ executionId }) => executionId))) this.followers.written(id);
      } catch (error) {
        this.putBack(chunks, surplus, error as Error);
        return;
      }
    }
  }

  private async write(chunks: readonly LogChunk[], surplus: readonly LogChunkKey[]): Promise<void> {
    try {
      await this.partitions.provideFor(() => this.repository.write(chunks, surplus));
    } catch (error) {
      // of an execution that is older than the partitions are kept, nothing can be kept either
      if (!isDataError(error) && !isMissingPartition(error)) throw error;
      // one that the database refuses must not take the others along
      if (chunks.length > 1) for (const chunk of chunks) await this.write([chunk], surplus);
      else for (const chunk of chunks) this.giveUp(chunk, (error as Error).message);
    }
  }

  private handOut(): void {
    for (const log of this.gathering) {
      const { chunks, surplus } = log.take();
      for (const chunk of chunks) this.enqueue(chunk);
      for (const key of surplus) this.remove(key);
    }
    this.gathering.clear();
    this.gatheredBytes = 0;
    this.dropOldest();
  }

  private enqueue(chunk: LogChunk): void {
    this.waiting.set(keyOf(chunk), chunk);
    this.waitingBytes += chunk.bytes;
  }

  /** One that is not written yet needs no deletion. */
  private remove(key: LogChunkKey): void {
    const name = keyOf(key);
    const chunk = this.waiting.get(name);
    if (!chunk) return void this.surplus.set(name, key);
    this.waiting.delete(name);
    this.waitingBytes -= chunk.bytes;
  }

  private dropOldest(): void {
    for (const chunk of this.waiting.values()) {
      if (this.waitingBytes <= MAX_WAITING_BYTES) return;
      this.waiting.delete(keyOf(chunk));
      this.waitingBytes -= chunk.bytes;
      this.giveUp(chunk, 'the database is away, and too many wait in memory');
    }
  }

  private nextBatch(): LogChunk[] {
    const batch: LogChunk[] = [];
    let bytes = 0;
    for (const chunk of this.waiting.values()) {
      if (batch.length === MAX_BATCH_CHUNKS || (batch.length > 0 && bytes + chunk.bytes > MAX_BATCH_BYTES))
        break;
      batch.push(chunk);
      bytes += chunk.bytes;
    }
    for (const chunk of batch) this.waiting.delete(keyOf(chunk));
    this.waitingBytes -= bytes;
    return batch;
  }

  private putBack(chunks: readonly LogChunk[], surplus: readonly LogChunkKey[], error: Error): void {
    const later = this.waiting;
    this.waiting = new Map();
    for (const chunk of chunks) this.enqueue(chunk);
    for (const [key, chunk] of later) this.waiting.set(key, chunk);
    const tooMuch = [...surplus, ...this.surplus.values()];
    this.surplus.clear();
    for (const key of tooMuch) this.remove(key);
    this.pause = Math.min(this.pause * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    this.dropOldest();
    this.tell(`can't be written (${error.message}), and are tried again`);
  }

  private giveUp(chunk: LogChunk, problem: string): void {
    this.dropped += chunk.lines.length;
    this.tell(`are dropped (${problem})`);
  }

  private tell(trouble: string): void {
    const now = this.clock.monotonic();
    if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = now;
    const soFar = this.dropped === 0 ? '' : ` ${this.dropped} were dropped so far.`;
    this.logger.warn(`Log lines of executions ${trouble}.${soFar} The jobs run on.`);
  }
}
