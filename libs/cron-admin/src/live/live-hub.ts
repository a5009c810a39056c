import { Logger } from '@nestjs/common';
import type { BusMessage, BusTopic, Clock, InstanceBus } from 'nestjs-tracked-cron';
import { nameOf, type LiveTopic } from './channel-name.js';
import type { ChannelSurroundings, LiveChannel } from './live-channel.js';
import type { LiveTransport, Subscriber } from './live-transport.js';
import { LogChannel } from './log-channel.js';
import type { LivePosition } from './protocol.js';
import { executionSource, jobSource, jobsSource, type LiveReads } from './sources.js';
import { StateChannel } from './state-channel.js';

/** At most one line about reads that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;

interface OpenChannel {
  readonly channel: LiveChannel;
  readonly stopHearing: () => void;
}

/** The channels that somebody follows. Where nobody does there is nothing: no timer, no subscription, no statement. */
export class LiveHub {
  private readonly logger = new Logger('CronAdminGateway');
  private readonly open = new Map<string, OpenChannel>();
  private lastNumber = 0;
  private lastTrouble = -Infinity;

  constructor(
    readonly epoch: string,
    private readonly reads: LiveReads,
    private readonly bus: InstanceBus,
    private readonly transport: LiveTransport,
    private readonly clock: Clock,
  ) {}

  /** How many channels are open. */
  get size(): number {
    return this.open.size;
  }

  /** @throws what reading the channel comes to */
  async subscribe(
    subscriber: Subscriber,
    topic: LiveTopic,
    since: LivePosition | string | undefined,
  ): Promise<void> {
    const name = nameOf(topic);
    const { channel } = this.open.get(name) ?? this.openUp(name, topic);
    try {
      await channel.subscribe(subscriber, since);
    } finally {
      if (channel.isEmpty) this.close(name, channel);
    }
  }

  unsubscribe(subscriber: Subscriber, name: string): void {
    this.open.get(name)?.channel.unsubscribe(subscriber);
  }

  closeAll(): void {
    for (const [name, { channel }] of this.open) this.close(name, channel);
  }

  private openUp(name: string, topic: LiveTopic): OpenChannel {
    const channel = this.make(topic, {
      epoch: this.epoch,
      hearsOthers: () => this.bus.hearsOthers,
      nextNumber: () => (this.lastNumber += 1),
      failed: (error) => this.tell(error),
      emptied: () => this.close(name, channel),
    });
    const opened = { channel, stopHearing: this.hear(channel, topic) };
    this.open.set(name, opened);
    return opened;
  }

  private make(topic: LiveTopic, surroundings: ChannelSurroundings): LiveChannel {
    const name = nameOf(topic);
    const { reads, transport, clock } = this;
    if (topic.kind === 'logs') {
      return new LogChannel(name, topic.executionId, reads, transport, surroundings, clock);
    }
    const source =
      topic.kind === 'job'
        ? jobSource(reads, topic.jobName)
        : topic.kind === 'execution'
          ? executionSource(reads, topic.executionId)
          : jobsSource(reads);
    return new StateChannel(name, source, transport, surroundings, clock);
  }

  private hear(channel: LiveChannel, topic: LiveTopic): () => void {
    const id = 'executionId' in topic ? topic.executionId : undefined;
    const topics: BusTopic[] =
      topic.kind === 'logs' ? ['logs'] : topic.kind === 'execution' ? ['execution'] : ['execution', 'job'];
    const stops = topics.map((one) =>
      this.bus.subscribe(one, (message: BusMessage) => channel.hear(one, message), {
        id,
        missed: () => channel.readAgain(),
      }),
    );
    return () => stops.forEach((stop) => stop());
  }

  private close(name: string, channel: LiveChannel): void {
    const opened = this.open.get(name);
    if (opened?.channel !== channel) return;
    this.open.delete(name);
    opened.stopHearing();
    channel.close();
  }

  private tell(error: unknown): void {
    const now = this.clock.monotonic();
    if (now - this.lastTrouble < TROUBLE_LOG_INTERVAL_MS) return;
    this.lastTrouble = now;
    this.logger.warn(`What is followed live can't be read (${(error as Error).message}); it is tried again.`);
  }
}
