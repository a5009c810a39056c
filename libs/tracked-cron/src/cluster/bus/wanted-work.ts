import type { BusTopic } from './instance-bus.js';

interface Work {
  readonly topic: BusTopic;
  readonly begin: () => () => void;
  end: (() => void) | undefined;
}

/** What is done as long as somebody listens to a topic. */
export class WantedWork {
  private readonly works: Work[] = [];

  add(topic: BusTopic, begin: () => () => void): void {
    this.works.push({ topic, begin, end: undefined });
  }

  /** Begins and ends what has to, now that other things are wanted. */
  adjust(isWanted: (topic: BusTopic) => boolean): void {
    for (const work of this.works) {
      const wanted = isWanted(work.topic);
      if (wanted) work.end ??= work.begin();
      else {
        work.end?.();
        work.end = undefined;
      }
    }
  }
}
