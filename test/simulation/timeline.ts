interface Entry {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
  cancelled: boolean;
}

/**
 * Everything that will happen, in the order of its instants; what has the same instant happens as it was planned. The only
 * time there is: nothing waits, and between two happenings all promises that can settle have settled.
 */
export class Timeline {
  private readonly heap: Entry[] = [];
  private order = 0;

  /** @param now milliseconds since the Unix epoch */
  constructor(public now: number) {}

  /** @returns takes it back */
  after(delay: number, happen: () => void): () => void {
    const entry = { at: this.now + Math.max(0, delay), order: this.order++, happen, cancelled: false };
    this.push(entry);
    return () => (entry.cancelled = true);
  }

  async runUntil(end: number): Promise<void> {
    for (let next = this.heap[0]; next && next.at <= end; next = this.heap[0]) {
      this.pop();
      if (next.cancelled) continue;
      this.now = next.at;
      next.happen();
      await settled();
    }
    this.now = end;
  }

  private push(entry: Entry): void {
    let child = this.heap.push(entry) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (isEarlier(this.heap[parent], entry)) break;
      this.heap[child] = this.heap[parent];
      child = parent;
    }
    this.heap[child] = entry;
  }

  private pop(): void {
    const entry = this.heap.pop()!;
    const { length } = this.heap;
    if (length === 0) return;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= length) break;
      if (child + 1 < length && isEarlier(this.heap[child + 1], this.heap[child])) child += 1;
      if (isEarlier(entry, this.heap[child])) break;
      this.heap[parent] = this.heap[child];
      parent = child;
    }
    this.heap[parent] = entry;
  }
}

function isEarlier(one: Entry, other: Entry): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

/** A turn of the event loop runs every promise's callbacks, however long their chain. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
