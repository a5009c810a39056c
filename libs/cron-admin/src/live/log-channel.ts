import type { BusMessage, BusTopic, Clock, LogPage } from 'nestjs-tracked-cron';
import type { ChannelSurroundings, LiveChannel } from './live-channel.js';
import type { LiveTransport, Subscriber } from './live-transport.js';
import { isBefore } from './log-position.js';
import { PacedWork } from './paced-work.js';
import { PollTimer } from './poll-timer.js';
import type { LiveChannelName, LiveLines, LivePosition } from './protocol.js';
import type { LiveReads } from './sources.js';

const LINES_AT_ONCE = 1_000;
const POLL_MS = 2_000;

/**
 * The log of an execution, followed: who comes reads up to where the others are, and from there on one read serves all. What
 * is sent to one is in order and without gaps, because one thing is done at a time.
 */
export class LogChannel implements LiveChannel {
  private readonly followers = new Map<string, Subscriber>();
  private readonly room: string;
  private readonly work: PacedWork;
  private readonly poll: PollTimer;
  private coming = 0;
  /** Up to where its followers have it. */
  private head: string | null = null;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly name: LiveChannelName,
    private readonly executionId: string,
    private readonly reads: Pick<LiveReads, 'getLogs'>,
    private readonly transport: LiveTransport,
    private readonly surroundings: ChannelSurroundings,
    clock: Clock,
  ) {
    this.room = `${surroundings.epoch} ${name}`;
    this.work = new PacedWork(
      clock,
      () => this.inTurn(() => this.readOn()),
      (error) => surroundings.failed(error),
    );
    this.poll = new PollTimer(clock, POLL_MS, surroundings.hearsOthers, () => this.work.request());
  }

  get isEmpty(): boolean {
    return this.coming === 0 && this.followers.size === 0;
  }

  async subscribe(subscriber: Subscriber, since: LivePosition | string | undefined): Promise<void> {
    this.coming += 1;
    try {
      await this.inTurn(() => this.admit(subscriber, typeof since === 'string' ? since : null));
    } finally {
      this.coming -= 1;
    }
  }

  unsubscribe(subscriber: Subscriber): void {
    if (this.followers.delete(subscriber.id)) subscriber.leave(this.room);
    if (this.isEmpty) this.surroundings.emptied();
  }

  hear(_topic: BusTopic, _message: BusMessage): void {
    this.work.request();
  }

  readAgain(): void {
    this.work.request();
  }

  close(): void {
    this.poll.stop();
    this.work.stop();
  }

  private async admit(subscriber: Subscriber, since: string | null): Promise<void> {
    if (this.followers.size > 0) await this.readOn();
    const goal = this.followers.size > 0 ? this.head : undefined;
    let position = since;
    for (;;) {
      const page = await this.page(position);
      const lines = linesOf(this.name, position, page, goal);
      if (subscriber.isSlow) return subscriber.lags(this.name);
      subscriber.send('lines', lines);
      position = lines.to;
      const arrived = goal === undefined ? !page?.page.more : !isBefore(position, goal) || !page?.page.more;
      if (arrived) break;
    }
    if (this.followers.size === 0) this.head = position;
    this.followers.set(subscriber.id, subscriber);
    subscriber.join(this.room);
  }

  private async readOn(): Promise<void> {
    for (;;) {
      if (this.followers.size === 0) return;
      const page = await this.page(this.head);
      if (!page || page.items.length === 0) return;
      const lines = linesOf(this.name, this.head, page);
      this.head = lines.to;
      this.dropSlow();
      if (this.followers.size > 0) this.transport.toRoom(this.room, 'lines', lines);
      if (!page.page.more) return;
    }
  }

  private dropSlow(): void {
    for (const follower of this.followers.values()) {
      if (!follower.isSlow) continue;
      this.unsubscribe(follower);
      follower.lags(this.name);
    }
  }

  private page(after: string | null): Promise<LogPage | null> {
    return this.reads.getLogs(this.executionId, { after: after ?? undefined, limit: LINES_AT_ONCE });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => {});
    return done;
  }
}

/** @param goal lines behind it come with those of everybody */
function linesOf(
  channel: LiveChannelName,
  from: string | null,
  page: LogPage | null,
  goal?: string | null,
): LiveLines {
  const all = page?.items ?? [];
  const lines =
    goal === undefined
      ? all
      : all.filter(({ attempt, sequence }) => !isBefore(goal, `${attempt}.${sequence}`));
  const last = lines.at(-1);
  return {
    channel,
    from,
    to: last ? `${last.attempt}.${last.sequence}` : from,
    lines,
    dropped: lines.reduce((sum, { dropped }) => sum + dropped, 0),
  };
}
