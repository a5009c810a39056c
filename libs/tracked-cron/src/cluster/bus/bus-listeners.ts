import { Logger } from '@nestjs/common';
import { recordError } from '../../execution/error-record.js';
import type { BusMessage, BusSubscription, BusTopic } from './instance-bus.js';

interface Listening extends BusSubscription {
  readonly hears: (message: BusMessage) => void;
}

/** Who listens in this process. One that throws is logged and keeps the others from nothing. */
export class BusListeners {
  private readonly logger = new Logger('TrackedCron');
  private readonly byTopic = new Map<BusTopic, Set<Listening>>();

  add(topic: BusTopic, listening: Listening): () => void {
    const listeners = this.byTopic.get(topic) ?? new Set();
    this.byTopic.set(topic, listeners.add(listening));
    return () => listeners.delete(listening);
  }

  tell(topic: BusTopic, message: BusMessage): void {
    for (const { id, hears } of this.byTopic.get(topic) ?? []) {
      if (id === undefined || id === message.id) this.guarded(() => hears(message));
    }
  }

  /** @param topic all where none is given */
  tellMissed(topic?: BusTopic): void {
    const topics = topic === undefined ? [...this.byTopic.keys()] : [topic];
    for (const one of topics) {
      for (const { missed } of this.byTopic.get(one) ?? []) if (missed) this.guarded(missed);
    }
  }

  private guarded(call: () => void): void {
    try {
      call();
    } catch (error) {
      const { message, stack } = recordError(error);
      this.logger.error(`A listener of the instance bus failed: ${message}`, stack ?? undefined);
    }
  }
}
