import type { BusMessage, BusTopic } from './instance-bus.js';

/** A message and what it belongs to, as JSON. */
export type GatheredMessage = string;

/** More messages than this in one go are not told one by one: who listens is told to read again. */
const MOST_GATHERED = 2_000;
/** What one notification has room for, beside who sent it. */
const LONGEST_MESSAGE_BYTES = 7_500;

/** What waits to be told to others: each message once, and never more than fits. */
export class BusOutbox {
  private messages = new Set<GatheredMessage>();
  /** Of these, messages were given up. */
  private gaps = new Set<BusTopic>();
  /** Others are to be told what this instance wants. */
  announcing = false;
  /** Others are to be asked what they want. */
  asking = false;

  get isEmpty(): boolean {
    return this.messages.size === 0 && this.gaps.size === 0 && !this.announcing && !this.asking;
  }

  add(topic: BusTopic, message: BusMessage): void {
    if (this.gaps.has(topic)) return;
    const gathered = JSON.stringify([topic, message]);
    this.messages.add(gathered);
    if (this.messages.size > MOST_GATHERED) this.giveUp(this.messages);
    else if (Buffer.byteLength(gathered) > LONGEST_MESSAGE_BYTES) this.giveUp(new Set([gathered]));
  }

  /** What was taken could not be told: who listens is told to read again, once that is possible. */
  putBack(taken: TakenMessages): void {
    this.giveUp(taken.messages);
    for (const topic of taken.gaps) this.gaps.add(topic);
    this.announcing ||= taken.announcing;
    this.asking ||= taken.asking;
  }

  take(): TakenMessages {
    const { messages, gaps, announcing, asking } = this;
    this.messages = new Set();
    this.gaps = new Set();
    this.announcing = this.asking = false;
    return { messages, gaps, announcing, asking };
  }

  private giveUp(messages: ReadonlySet<GatheredMessage>): void {
    for (const message of messages) this.gaps.add((JSON.parse(message) as [BusTopic])[0]);
    for (const message of this.messages) {
      if (this.gaps.has((JSON.parse(message) as [BusTopic])[0])) this.messages.delete(message);
    }
  }
}

/** What leaves together. */
export interface TakenMessages {
  readonly messages: ReadonlySet<GatheredMessage>;
  readonly gaps: ReadonlySet<BusTopic>;
  readonly announcing: boolean;
  readonly asking: boolean;
}
