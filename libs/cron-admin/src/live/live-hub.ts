import { Logger } from '@nestjs/common';
import type { BusMessage, BusTopic, Clock, InstanceBus } from 'nestjs-tracked-cron';
import { nameOf, type LiveTopic } from './channel-name.js';
import type { ChannelSurroundings, LiveChannel } from './live-channel.js';
import type { LiveTransport, Subscriber } from './live-transport.js';
import { LogChannel } from './log-channel.js';
import type { LivePosition } from './protocol.js';
import type { ChannelSource } from './channel-source.js';
import { alertsSource, executionSource, jobSource, jobsSource, type LiveReads } from './sources.js';
import { StateChannel } from './state-channel.js';

/** At most one line about reads that fail in this time. */
const TROUBLE_LOG_INTERVAL_MS = 10_000;

interface OpenChannel {
  readonly channel: LiveChannel;
  readonly stopHearing: () => void;
}

/** What may change the content of each kind of channel. */
const HEARD: Readonly<Record<LiveTopic['kind'], readonly BusTopic[]>> = {
  jobs: ['execution', 'job', 'alert'],
  job: ['execution', 'job', 'alert'],
  stats: ['execution', 'job'],
  alerts: ['alert'],
  execution: ['execution'],
  logs: ['logs'],
};

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
    return new StateChannel(name, sourceOf(topic, reads), transport, surroundings, clock);
  }

  private hear(channel: LiveChannel, topic: LiveTopic): () => void {
    const id = 'executionId' in topic ? topic.executionId : undefined;
    const stops = HEARD[topic.kind].map((one) =>
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

function sourceOf(topic: Exclude<LiveTopic, { readonly kind: 'logs' }>, reads: LiveReads): ChannelSource {
  switch (topic.kind) {
    case 'job':
      return jobSource(reads, topic.jobName);
    case 'execution':
      return executionSource(reads, topic.executionId);
    case 'alerts':
      return alertsSource(reads);
    default:
      return jobsSource(reads);
  }
}
