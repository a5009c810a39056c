import { BusListeners } from './bus-listeners.js';
import { BusWants, wantOf } from './bus-wants.js';
import { InstanceBus, type BusMessage, type BusSubscription, type BusTopic } from './instance-bus.js';
import { WantedWork } from './wanted-work.js';

/** The bus of an instance that is alone, as under test in memory; what one with others has in common with it. */
export class LocalBus extends InstanceBus {
  protected readonly listeners = new BusListeners();
  protected readonly wants = new BusWants();
  private readonly work = new WantedWork();

  get hearsOthers(): boolean {
    return true; // there are none
  }

  publish(topic: BusTopic, message: BusMessage): void {
    if (this.wants.has(topic, message.id)) this.listeners.tell(topic, message);
  }

  subscribe(
    topic: BusTopic,
    listener: (message: BusMessage) => void,
    subscription: BusSubscription = {},
  ): () => void {
    const want = wantOf(topic, subscription.id);
    const remove = this.listeners.add(topic, { ...subscription, hears: listener });
    if (this.wants.add(want)) this.wantsChanged();
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      remove();
      if (this.wants.remove(want)) this.wantsChanged();
    };
  }

  isWanted(topic: BusTopic, id?: string): boolean {
    return this.wants.has(topic, id);
  }

  whileWanted(topic: BusTopic, begin: () => () => void): void {
    this.work.add(topic, begin);
    this.adjustWork();
  }

  /** Something is wanted here that was not, or the reverse. */
  protected wantsChanged(): void {
    this.adjustWork();
  }

  protected adjustWork(): void {
    this.work.adjust((topic) => this.wants.has(topic));
  }
}
