import type { BusMessage, BusTopic, Clock, JobTraits } from 'nestjs-tracked-cron';
import { ChannelItems, type ItemChange } from './channel-items.js';
import type { ChannelSource } from './channel-source.js';
import { ChannelView, type ViewedChannel } from './channel-view.js';
import type { ChannelSurroundings, LiveChannel } from './live-channel.js';
import type { LiveTransport, Subscriber } from './live-transport.js';
import { PacedWork } from './paced-work.js';
import { PollTimer } from './poll-timer.js';
import type { LiveChannelName, LivePosition } from './protocol.js';

/** How often all of it is read where that is done in parts. */
const WHOLE_MS = 60_000;

/**
 * A channel of things that change: read once for all who follow it, when somebody said that something changed, in what was
 * said within 100 ms together, and now and then in any case.
 */
export class StateChannel implements LiveChannel {
  private readonly content = new ChannelItems();
  private readonly views = new Map<string, ChannelView>();
  private readonly viewed: ViewedChannel;
  private readonly work: PacedWork;
  private readonly poll: PollTimer;
  /** What changed since the last read; null for everything. */
  private changed: Set<string> | null = null;
  private firstRead: Promise<void> | undefined;
  private isRead = false;
  private coming = 0;
  private looks = 0;

  constructor(
    name: LiveChannelName,
    private readonly source: ChannelSource,
    private readonly transport: LiveTransport,
    private readonly surroundings: ChannelSurroundings,
    clock: Clock,
  ) {
    const { epoch, nextNumber } = surroundings;
    this.viewed = { name, epoch, nextNumber, items: () => this.content.all() };
    this.work = new PacedWork(
      clock,
      () => this.readChanged(),
      (error) => surroundings.failed(error),
    );
    const { pollMs, parts } = source;
    this.poll = new PollTimer(clock, pollMs, surroundings.hearsOthers, () => this.look(), parts?.count);
  }

  get isEmpty(): boolean {
    return this.coming === 0 && [...this.views.values()].every(({ isEmpty }) => isEmpty);
  }

  async subscribe(subscriber: Subscriber, since: LivePosition | string | undefined): Promise<void> {
    this.coming += 1;
    try {
      await (this.firstRead ??= this.readFirst());
      // more jobs may have come up meanwhile
      while (subscriber.rights.lacks(this.jobs())) await subscriber.rights.learn(this.jobs());
      this.viewFor(subscriber).add(subscriber, since as LivePosition | undefined);
    } finally {
      this.coming -= 1;
    }
  }

  unsubscribe(subscriber: Subscriber): void {
    this.views.get(subscriber.rights.key)?.remove(subscriber);
    this.dropEmpty();
  }

  hear(topic: BusTopic, message: BusMessage): void {
    const key = this.source.keyOf(topic, message);
    if (key === null) return;
    this.changed?.add(key);
    if (this.isRead) this.work.request();
  }

  readAgain(): void {
    this.changed = null;
    this.looks = 0;
    if (this.isRead) this.work.request();
  }

  /** Whether or not somebody said that it changed: at everything, or at the next part of it. */
  private look(): void {
    const { parts, pollMs } = this.source;
    if (!parts || !this.surroundings.hearsOthers()) return this.readAgain();
    const { count, mostKeys } = parts;
    const ids = [...this.content.all()].map(({ id }) => id);
    const inParts = ids.length <= count * mostKeys;
    this.looks += 1;
    if (this.looks >= (inParts ? WHOLE_MS : pollMs) / (pollMs / count)) return this.readAgain();
    if (!inParts) return;
    for (const id of ids.filter((_, nth) => nth % count === this.looks % count)) this.changed?.add(id);
    if (this.isRead) this.work.request();
  }

  close(): void {
    this.poll.stop();
    this.work.stop();
  }

  /** Of a read that failed nothing is kept: the next who comes tries again. */
  private async readFirst(): Promise<void> {
    try {
      (await this.readChanged())();
      this.isRead = true;
      if (this.changed === null || this.changed.size > 0) this.work.request();
    } catch (error) {
      this.firstRead = undefined;
      throw error;
    }
  }

  /** @returns how to tell it */
  private async readChanged(): Promise<() => void> {
    const { changed } = this;
    this.changed = new Set();
    try {
      const result = await this.source.read(changed && [...changed]);
      await this.learn(result.items.flatMap(({ job }) => job ?? []));
      return () => this.tell(this.content.apply(result, this.surroundings.nextNumber));
    } catch (error) {
      this.changed = null;
      throw error;
    }
  }

  /** Until everybody who follows by now knows whether these may be seen. */
  private async learn(jobs: readonly JobTraits[]): Promise<void> {
    for (;;) {
      const lacking = [...this.views.values()].filter(({ rights }) => rights.lacks(jobs));
      if (lacking.length === 0) return;
      await Promise.all(lacking.map(({ rights }) => rights.learn(jobs)));
    }
  }

  private tell(changes: readonly ItemChange[]): void {
    if (changes.length === 0) return;
    for (const view of this.views.values()) view.tell(changes);
    this.dropEmpty();
  }

  private viewFor({ rights }: Subscriber): ChannelView {
    const view = this.views.get(rights.key) ?? new ChannelView(this.viewed, rights, this.transport);
    this.views.set(rights.key, view);
    return view;
  }

  private jobs(): JobTraits[] {
    return [...this.content.all()].flatMap(({ job }) => job ?? []);
  }

  private dropEmpty(): void {
    for (const [key, view] of this.views) if (view.isEmpty) this.views.delete(key);
    if (this.isEmpty) this.surroundings.emptied();
  }
}
