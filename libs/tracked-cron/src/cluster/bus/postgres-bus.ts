import type pg from 'pg';
import type { Clock, ClockTimer } from '../../clock.js';
import type { TrackedCronEvents } from '../../events.js';
import type { IdGenerator } from '../../id-generator.js';
import type { BusEars, BusLine } from './bus-line.js';
import { BusOutbox } from './bus-outbox.js';
import { packPayloads, readPayload } from './bus-payload.js';
import type { BusMessage, BusTopic } from './instance-bus.js';
import { LocalBus } from './local-bus.js';

/** Between two statements: what comes up meanwhile leaves together. Whoever shows it gathers for twice as long. */
const INTERVAL_MS = 47;
/** How often others are told again what this instance wants. */
const ANNOUNCE_MS = 60_000;
/** Whoever has said nothing for this long is not there any more, or wants nothing. */
const WANTED_FOR_MS = 150_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Every notification takes a lock of the whole database when it commits, and so waits for each other one: many go in one
 * statement of their own, never with a claim or an end, and its commit waits for no disk.
 */
const NOTIFY = `
  with quickly as materialized (select set_config('synchronous_commit', 'off', true))
  select pg_notify($1, payload) from quickly, unnest($2::text[]) as t(payload)`;

/**
 * The bus over LISTEN and NOTIFY. All instances listen, on the connection of their lease, which costs nothing; they say
 * there what they want to hear, and only that is told.
 */
export class PostgresBus extends LocalBus implements BusEars {
  private readonly id: string;
  private readonly outbox = new BusOutbox();
  private joined = false;
  private timer: ClockTimer | undefined;
  private announceTimer: ClockTimer | undefined;
  private expiryTimer: ClockTimer | undefined;
  private telling: Promise<void> | undefined;
  private lastStart = -Infinity;
  private pause = 0;

  constructor(
    private readonly database: { readonly writes: Pick<pg.Pool, 'query'> },
    private readonly line: BusLine,
    private readonly clock: Clock,
    ids: IdGenerator,
    events: TrackedCronEvents,
  ) {
    super();
    this.id = ids.next(clock.now());
    line.connect(this);
    events.on('instance.joined', () => this.join());
    events.on('instance.left', () => this.leave());
  }

  override get hearsOthers(): boolean {
    return this.joined && this.line.isOpen;
  }

  override publish(topic: BusTopic, message: BusMessage): void {
    if (!this.wants.has(topic, message.id)) return;
    this.listeners.tell(topic, message);
    if (!this.joined || !this.wants.hasByOthers(topic, message.id)) return;
    this.outbox.add(topic, message);
    this.tellSoon();
  }

  heard(text: string): void {
    const payload = readPayload(text);
    if (payload === null || payload.from === this.id) return;
    const { from, messages, gaps, wants, asks } = payload;
    if (wants !== null) this.noteWants(from, wants);
    if (asks && this.wants.announcement().length > 0) this.announce();
    for (const [topic, message] of messages) this.listeners.tell(topic, message);
    for (const topic of gaps) this.listeners.tellMissed(topic);
  }

  opened(): void {
    this.outbox.asking = true;
    this.announce();
    this.listeners.tellMissed();
  }

  closed(): void {}

  /** Resolves when everything taken so far was tried once. */
  async flush(): Promise<void> {
    await this.telling;
    if (this.joined && !this.outbox.isEmpty) await this.start();
  }

  protected override wantsChanged(): void {
    super.wantsChanged();
    this.announce();
  }

  private join(): void {
    this.joined = this.line.channel !== null;
    if (this.joined && !this.outbox.isEmpty) this.tellSoon();
  }

  /** Others are told at once that nothing is wanted here any more; they would find out by themselves. */
  private leave(): void {
    if (this.joined && this.wants.announcement().length > 0) {
      void this.notify([JSON.stringify({ from: this.id, wants: [] })]).catch(() => {});
    }
    this.joined = false;
    for (const timer of [this.timer, this.announceTimer, this.expiryTimer]) timer?.cancel();
  }

  private announce(): void {
    this.outbox.announcing = true;
    if (this.joined) this.tellSoon();
  }

  private announceLater(): void {
    this.announceTimer?.cancel();
    if (!this.joined || this.wants.announcement().length === 0) return;
    this.announceTimer = this.after(ANNOUNCE_MS, () => this.announce());
  }

  private noteWants(from: string, wants: readonly string[]): void {
    this.wants.heard(from, wants, this.clock.monotonic() + WANTED_FOR_MS);
    this.adjustWork();
    this.expireLater();
  }

  private expireLater(): void {
    this.expiryTimer?.cancel();
    const until = this.wants.expire(this.clock.monotonic());
    this.adjustWork();
    if (until === Infinity) return;
    this.expiryTimer = this.after(until - this.clock.monotonic(), () => this.expireLater());
  }

  /** At the end of this turn at the earliest, so that what else comes up in it goes along. */
  private tellSoon(): void {
    if (this.timer || this.telling) return;
    const wait = Math.max(this.pause, this.lastStart + INTERVAL_MS - this.clock.monotonic());
    if (wait > 0) this.timer = this.after(wait, () => void this.start());
    else queueMicrotask(() => this.telling ?? (this.joined && void this.start()));
  }

  private start(): Promise<void> {
    this.timer?.cancel();
    this.timer = undefined;
    this.lastStart = this.clock.monotonic();
    this.telling = this.runOnce().finally(() => {
      this.telling = undefined;
      if (this.joined && !this.outbox.isEmpty) this.tellSoon();
    });
    return this.telling;
  }

  /** Tells what there is. Never throws: what could not be told becomes a gap. */
  private async runOnce(): Promise<void> {
    const taken = this.outbox.take();
    try {
      await this.notify(packPayloads(this.id, taken, this.wants.announcement()));
      this.pause = 0;
      if (taken.announcing) this.announceLater();
    } catch {
      this.outbox.putBack(taken);
      this.pause = Math.min(this.pause * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    }
  }

  private async notify(payloads: readonly string[]): Promise<void> {
    await this.database.writes.query(NOTIFY, [this.line.channel, payloads]);
  }

  private after(delay: number, work: () => void): ClockTimer {
    const timer = this.clock.after(delay, work);
    timer.unref();
    return timer;
  }
}
