import { Logger } from '@nestjs/common';
import type { Clock, ClockTimer } from '../clock.js';
import { isDataError } from './database-error.js';

/** How a {@link GroupedWriter} gathers. */
export interface GroupedWriterOptions<Item, Result> {
  /** Writes a batch in one statement; answers one result an item, in the same order. */
  write(items: Item[]): Promise<Result[]>;
  /** What to keep of an item that the database refuses for its content; without an answer the item's promise rejects. */
  salvage?(item: Item, error: unknown): Item | undefined;
  /** Called when a batch could not be written and will be tried again. */
  onTrouble?(error: unknown, waiting: number): void;
  /** Items a statement. Default: 500: of a thousand, one half is written while the other is gathered. */
  maxBatch?: number;
  /** Statements under way at once. Default: 2. */
  maxUnderWay?: number;
  /** Items that may wait; beyond it {@link GroupedWriter.add} waits for room. Default: 50000. */
  maxWaiting?: number;
  /** Whether a batch is tried again after the database was away. Default: true. */
  retry?: boolean;
}

/** Is told what became of an item. */
export interface WriteListener<Item, Result> {
  /** The item's statement has committed. */
  written(item: Item, result: Result): void;
  /** The database refuses the item itself. */
  refused(item: Item, error: unknown): void;
}

interface Entry<Item, Result> {
  readonly item: Item;
  /** What is left of an item that was refused; undefined: the item as it came. */
  readonly salvaged: Item | undefined;
  readonly listener: WriteListener<Item, Result>;
}

/** Below this a second statement is not worth its round trip: what gathers goes with the next one. */
const WORTH_A_SECOND_STATEMENT = 100;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Turns many small writes into few large ones without making a lonely one wait: idle, an item goes out at once; while
 * one statement is under way the next items gather and go together.
 */
export class GroupedWriter<Item, Result> {
  private readonly logger = new Logger('TrackedCron');
  private waiting: Entry<Item, Result>[] = [];
  private readonly batches = new Set<Entry<Item, Result>[]>();
  private itemsUnderWay = 0;
  private stopped = false;
  private pauseTimer: ClockTimer | undefined;
  private scheduled = false;
  private paused = false;
  /** How many more urgent works go first. */
  private yielding = 0;
  private pause = 0;
  private readonly roomWanted: (() => void)[] = [];
  private readonly idleWanted: (() => void)[] = [];

  private readonly maxBatch: number;
  private readonly maxUnderWay: number;
  private readonly maxWaiting: number;

  constructor(
    private readonly clock: Clock,
    private readonly options: GroupedWriterOptions<Item, Result>,
  ) {
    this.maxBatch = options.maxBatch ?? 500;
    this.maxUnderWay = options.maxUnderWay ?? 2;
    this.maxWaiting = options.maxWaiting ?? 50_000;
  }

  /** Resolves when the item's statement has committed; rejects only where the database refuses the item itself. */
  add(item: Item): Promise<Result> {
    if (this.waiting.length >= this.maxWaiting) return this.addWhenThereIsRoom(item);
    return new Promise<Result>((resolve, reject) =>
      this.put(item, { written: (_, result) => resolve(result), refused: (_, error) => reject(error) }),
    );
  }

  /**
   * The same for callers that come in thousands: one listener serves them all, where a promise each would be most of
   * what an item costs. Never waits for room: what is put has happened already, and is kept here most cheaply.
   */
  put(item: Item, listener: WriteListener<Item, Result>): void {
    this.waiting.push({ item, salvaged: undefined, listener });
    this.schedule();
  }

  /** How many items wait or are under way. */
  get unwritten(): number {
    return this.waiting.length + this.itemsUnderWay;
  }

  /** The items that wait or are under way, as they came. */
  *items(): Generator<Item> {
    for (const batch of this.batches) for (const { item } of batch) yield item;
    for (const { item } of this.waiting) yield item;
  }

  /** Resolves when nothing waits and nothing is under way. */
  idle(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => this.idleWanted.push(resolve));
  }

  /** Starts no statement any more; what waits is given up, so that nothing keeps the process from ending. */
  stop(): void {
    this.stopped = true;
    this.pauseTimer?.cancel();
  }

  /** Lets more urgent statements go first: starts none until `work` is through, or `limit` milliseconds have passed. */
  yieldTo(work: Promise<unknown>, limit: number): void {
    this.yielding += 1;
    let over = false;
    const goOn = () => {
      if (over) return;
      over = true;
      timer.cancel();
      this.yielding -= 1;
      this.schedule();
    };
    const timer = this.clock.after(limit, goOn);
    timer.unref();
    work.then(goOn, goOn);
  }

  private isIdle(): boolean {
    return this.waiting.length === 0 && this.batches.size === 0;
  }

  private async addWhenThereIsRoom(item: Item): Promise<Result> {
    await new Promise<void>((resolve) => this.roomWanted.push(resolve));
    return this.add(item);
  }

  /** At the end of this turn, so that what else ends in it goes along. */
  private schedule(): void {
    if (this.scheduled || !this.mayStart()) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      while (this.mayStart()) void this.writeNext();
    });
  }

  private mayStart(): boolean {
    if (this.paused || this.yielding > 0 || this.stopped || this.batches.size >= this.maxUnderWay)
      return false;
    return this.waiting.length >= (this.batches.size === 0 ? 1 : WORTH_A_SECOND_STATEMENT);
  }

  private async writeNext(): Promise<void> {
    const entries = this.waiting.splice(0, this.maxBatch);
    this.batches.add(entries);
    this.itemsUnderWay += entries.length;
    await this.write(entries);
    this.batches.delete(entries);
    this.itemsUnderWay -= entries.length;
    const room = Math.max(0, this.maxWaiting - this.waiting.length);
    for (const resolve of this.roomWanted.splice(0, room)) resolve();
    this.schedule();
    if (this.isIdle()) for (const resolve of this.idleWanted.splice(0)) resolve();
  }

  private async write(entries: Entry<Item, Result>[]): Promise<void> {
    let results: Result[];
    try {
      results = await this.options.write(entries.map(({ item, salvaged }) => salvaged ?? item));
    } catch (error) {
      if (isDataError(error)) await this.isolate(entries, error);
      else this.putBack(entries, error);
      return;
    }
    this.pause = 0;
    entries.forEach(({ item, listener }, index) => this.tell(() => listener.written(item, results[index])));
  }

  /** What fails in a listener is no trouble of the database's: what was written is not written again for it. */
  private tell(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.logger.error(
        `What followed upon a record failed: ${(error as Error).message}`,
        (error as Error).stack,
      );
    }
  }

  /** One item that the database refuses must not take its batch along: halve until it is alone. */
  private async isolate(entries: Entry<Item, Result>[], error: unknown): Promise<void> {
    if (entries.length > 1) {
      const middle = entries.length >> 1;
      await this.write(entries.slice(0, middle));
      await this.write(entries.slice(middle));
      return;
    }
    const [entry] = entries;
    const salvaged = entry.salvaged === undefined ? this.options.salvage?.(entry.item, error) : undefined;
    if (salvaged === undefined) this.tell(() => entry.listener.refused(entry.item, error));
    else await this.write([{ ...entry, salvaged }]);
  }

  private putBack(entries: Entry<Item, Result>[], error: unknown): void {
    if (this.options.retry === false) {
      for (const { item, listener } of entries) this.tell(() => listener.refused(item, error));
      return;
    }
    this.waiting = entries.concat(this.waiting);
    this.options.onTrouble?.(error, this.waiting.length);
    if (this.paused || this.stopped) return;
    this.paused = true;
    this.pause = Math.min(this.pause * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    this.pauseTimer = this.clock.after(this.pause, () => {
      this.paused = false;
      this.schedule();
    });
  }
}
