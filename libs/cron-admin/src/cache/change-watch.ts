import {
  TRACKED_CRON_EVENTS,
  type Clock,
  type ClockTimer,
  type TrackedCronEvents,
} from 'nestjs-tracked-cron';
import type { ChangeTopic } from './answer-cache.js';

/** For how long others are listened to after the last question: what they tell costs them a little. */
const LISTENED_MS = 60_000;

const TOPICS: readonly ChangeTopic[] = ['execution', 'job', 'instance'];

/** Where other instances tell of changes. */
export interface ChangeBus {
  publish(topic: ChangeTopic, message: { readonly what: string }): void;
  /** @param subscription `missed` is called when something may not have been heard. @returns a function that ends it */
  subscribe(topic: ChangeTopic, listener: () => void, subscription: { missed: () => void }): () => void;
}

/** Hears of changes: what happens in this process always, what others tell while somebody asks for answers. */
export class ChangeWatch {
  private readonly stops: (() => void)[];
  private listening: (() => void)[] = [];
  private timer: ClockTimer | undefined;
  private askedAt = -Infinity;

  constructor(
    events: TrackedCronEvents,
    private readonly bus: ChangeBus | null,
    private readonly clock: Clock,
    private readonly changed: (...topics: readonly ChangeTopic[]) => void,
  ) {
    this.stops = TRACKED_CRON_EVENTS.map((name) => events.on(name, () => changed(topicOf(name))));
  }

  /** Somebody has asked. */
  asked(): void {
    this.askedAt = this.clock.monotonic();
    if (this.bus === null || this.timer !== undefined) return;
    const missed = () => this.changed(...TOPICS);
    this.listening = TOPICS.map((topic) => this.bus!.subscribe(topic, () => this.changed(topic), { missed }));
    this.lookLater(LISTENED_MS);
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.fallSilent();
  }

  private lookLater(ms: number): void {
    this.timer = this.clock.after(ms, () => {
      const left = this.askedAt + LISTENED_MS - this.clock.monotonic();
      if (left > 0) this.lookLater(left);
      else this.fallSilent();
    });
    this.timer.unref();
  }

  private fallSilent(): void {
    this.timer?.cancel();
    this.timer = undefined;
    for (const stop of this.listening) stop();
    this.listening = [];
  }
}

function topicOf(event: string): ChangeTopic {
  if (event.startsWith('instance.')) return 'instance';
  return event.startsWith('job.') || event.startsWith('breaker.') ? 'job' : 'execution';
}
