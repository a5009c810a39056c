import type { ExecutionRecord, JobStatus } from 'nestjs-tracked-cron';
import type { ChannelItem, ItemChange } from './channel-items.js';
import { DeltaLog } from './delta-log.js';
import { liveStats } from './live-stats.js';
import type { LiveTransport, Subscriber } from './live-transport.js';
import type { LiveChannelName, LiveItem, LiveOperation, LivePosition, LiveValue } from './protocol.js';
import type { Rights } from './rights.js';

/** What a view is of. */
export interface ViewedChannel {
  readonly name: LiveChannelName;
  readonly epoch: string;
  items(): Iterable<ChannelItem>;
  /** Numbers of all channels of a process, so that none ever comes twice, not even in a channel that was closed and opened again. */
  nextNumber(): number;
}

/** What of a channel those with one set of rights see: the same deltas for all of them, made and sent once. */
export class ChannelView {
  readonly room: string;
  private readonly log: DeltaLog;
  private readonly followers = new Map<string, Subscriber>();
  /** Those whose snapshot leaves at the end of this turn. */
  private arriving = new Map<string, Subscriber>();
  private sent: string | undefined;

  constructor(
    private readonly channel: ViewedChannel,
    readonly rights: Rights,
    private readonly transport: LiveTransport,
  ) {
    this.room = `${channel.epoch} ${channel.name} ${rights.key}`;
    this.log = new DeltaLog(channel.nextNumber());
    this.sent = this.statsText();
  }

  get isEmpty(): boolean {
    return this.followers.size === 0 && this.arriving.size === 0;
  }

  /** Lets somebody follow: from where it was, if that is still known, else with a snapshot. */
  add(subscriber: Subscriber, since: LivePosition | undefined): void {
    const missed = since?.epoch === this.channel.epoch ? this.log.after(since.seq) : null;
    if (since && missed && !subscriber.isSlow) {
      const { name: channel } = this.channel;
      if (missed.length > 0) {
        subscriber.send('delta', { channel, seq: this.log.seq, prev: since.seq, ops: missed });
      }
      this.follow(subscriber);
      return;
    }
    if (this.arriving.size === 0) setImmediate(() => this.welcome());
    this.arriving.set(subscriber.id, subscriber);
  }

  remove(subscriber: Subscriber): void {
    this.arriving.delete(subscriber.id);
    if (this.followers.delete(subscriber.id)) subscriber.leave(this.room);
  }

  /** Sends what its followers may see of some changes, but not to those who can't keep up. */
  tell(changes: readonly ItemChange[]): void {
    const seq = this.channel.nextNumber();
    const ops = this.channel.name === 'stats' ? this.statsOperation(seq) : this.operations(changes);
    if (ops.length === 0) return;
    const delta = { channel: this.channel.name, seq, prev: this.log.seq, ops };
    this.log.add(delta);
    for (const follower of this.followers.values()) if (follower.isSlow) this.lag(follower);
    if (this.followers.size > 0) this.transport.toRoom(this.room, 'delta', delta);
  }

  private welcome(): void {
    const arriving = this.arriving;
    this.arriving = new Map();
    const ready: string[] = [];
    for (const subscriber of arriving.values()) {
      if (subscriber.isSlow) {
        subscriber.lags(this.channel.name);
        continue;
      }
      this.follow(subscriber);
      ready.push(subscriber.id);
    }
    if (ready.length === 0) return;
    const { name: channel, epoch } = this.channel;
    this.transport.toSockets(ready, 'snapshot', {
      channel,
      epoch,
      seq: this.log.seq,
      data: { items: this.visible() },
    });
  }

  private follow(subscriber: Subscriber): void {
    this.followers.set(subscriber.id, subscriber);
    subscriber.join(this.room);
  }

  private lag(subscriber: Subscriber): void {
    this.remove(subscriber);
    subscriber.lags(this.channel.name);
  }

  private operations(changes: readonly ItemChange[]): LiveOperation[] {
    return changes.flatMap(({ before, after, rev }): LiveOperation[] => {
      if (after && this.sees(after)) return [{ op: 'upsert', ...this.shown(after) }];
      return before && this.sees(before) ? [{ op: 'remove', id: before.id, rev }] : [];
    });
  }

  private sees({ job }: ChannelItem): boolean {
    return job === null || this.rights.sees(job);
  }

  private shown({ id, rev, value }: ChannelItem): LiveItem {
    return { id, rev, value: isExecution(value) ? this.rights.shown(value) : value };
  }

  private visible(): LiveItem[] {
    const seen = [...this.channel.items()].filter((item) => this.sees(item));
    if (this.channel.name !== 'stats') return seen.map((item) => this.shown(item));
    return [{ id: 'now', rev: this.log.seq, value: liveStats(seen.map(({ value }) => value as JobStatus)) }];
  }

  /** Counts are of what may be seen, so they differ from view to view. */
  private statsOperation(rev: number): LiveOperation[] {
    const before = this.sent;
    this.sent = this.statsText();
    if (this.sent === before) return [];
    const [{ id, value }] = this.visible();
    return [{ op: 'upsert', id, rev, value }];
  }

  private statsText(): string | undefined {
    return this.channel.name === 'stats' ? JSON.stringify(this.visible()[0].value) : undefined;
  }
}

function isExecution(value: LiveValue): value is ExecutionRecord {
  return 'definitionVersion' in value;
}
