import { InstanceBus, type BusMessage, type BusSubscription, type BusTopic } from 'nestjs-tracked-cron';

interface Listening extends BusSubscription {
  readonly topic: BusTopic;
  readonly hears: (message: BusMessage) => void;
}

/** A bus that reaches who listens, and lets a test lose messages. */
export class MemoryBus extends InstanceBus {
  readonly listening = new Set<Listening>();
  hearsOthers = true;

  publish(topic: BusTopic, message: BusMessage): void {
    for (const one of this.listening) {
      if (one.topic === topic && (one.id === undefined || one.id === message.id)) one.hears(message);
    }
  }

  subscribe(
    topic: BusTopic,
    hears: (message: BusMessage) => void,
    subscription: BusSubscription = {},
  ): () => void {
    const listening = { ...subscription, topic, hears };
    this.listening.add(listening);
    return () => this.listening.delete(listening);
  }

  /** Says that messages may have been missed. */
  miss(): void {
    for (const { missed } of this.listening) missed?.();
  }

  isWanted(topic: BusTopic): boolean {
    return [...this.listening].some((one) => one.topic === topic);
  }

  whileWanted(): void {}
}
