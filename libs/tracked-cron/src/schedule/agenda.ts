/**
 * Which jobs are due when. Jobs that are due at the same instant share a bucket, and only instants are ordered, so
 * that ten thousand jobs of one minute cost one step.
 */
export class Agenda<Item> {
  private readonly buckets = new Map<number, Set<Item>>();
  private readonly instants = new Map<Item, number>();
  /** A binary heap of the instants that have a bucket; each once. */
  private readonly heap: number[] = [];

  get size(): number {
    return this.instants.size;
  }

  /** The earliest instant that something is due at; undefined when nothing is planned. */
  get earliest(): number | undefined {
    this.dropEmpty();
    return this.heap[0];
  }

  /** Plans an item, instead of whatever was planned for it. */
  put(item: Item, at: number): void {
    this.remove(item);
    this.instants.set(item, at);
    const bucket = this.buckets.get(at);
    if (bucket) {
      bucket.add(item);
      return;
    }
    this.buckets.set(at, new Set([item]));
    this.push(at);
  }

  remove(item: Item): void {
    const at = this.instants.get(item);
    if (at === undefined) return;
    this.instants.delete(item);
    this.buckets.get(at)!.delete(item);
  }

  /** Takes out everything that is due at `now` or before. */
  take(now: number): Item[] {
    const due: Item[] = [];
    for (let at = this.earliest; at !== undefined && at <= now; at = this.earliest) {
      for (const item of this.buckets.get(at)!) {
        this.instants.delete(item);
        due.push(item);
      }
      this.buckets.delete(at);
      this.pop();
    }
    return due;
  }

  private dropEmpty(): void {
    while (this.heap.length > 0 && this.buckets.get(this.heap[0])!.size === 0) {
      this.buckets.delete(this.heap[0]);
      this.pop();
    }
  }

  private push(at: number): void {
    let child = this.heap.push(at) - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.heap[parent] <= at) break;
      this.heap[child] = this.heap[parent];
      child = parent;
    }
    this.heap[child] = at;
  }

  private pop(): void {
    const at = this.heap.pop()!;
    if (this.heap.length === 0) return;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= this.heap.length) break;
      if (child + 1 < this.heap.length && this.heap[child + 1] < this.heap[child]) child += 1;
      if (this.heap[child] >= at) break;
      this.heap[parent] = this.heap[child];
      parent = child;
    }
    this.heap[parent] = at;
  }
}
