import type { Claimable } from './slot-plan.js';

const CHUNK_SIZE = 500;

/** A part of what is due. */
export interface Chunk {
  readonly due: Claimable[];
  /** Whether another instance was claiming it when its turn came: a look says what it has left. */
  readonly contested: boolean;
}

/** What one round still has to claim, in chunks that all instances cut alike. */
export class ChunksLeft {
  private readonly chunks: Claimable[][];
  private readonly contested: Claimable[][] = [];
  private looking: Promise<void> | undefined;

  /**
   * @param start where to begin, so that several instances share the work instead of queueing: any whole number
   */
  constructor(due: readonly Claimable[], start: number) {
    this.chunks = startingAt(start, chunked(due));
  }

  /** Whether there is more than one. */
  get several(): boolean {
    return this.chunks.length > 1;
  }

  async next(): Promise<Chunk | undefined> {
    await this.looking;
    const due = this.chunks.shift();
    if (due) return { due, contested: false };
    const last = this.contested.shift();
    return last && { due: last, contested: true };
  }

  /**
   * Another instance is claiming this chunk: it comes again when nothing else is left. The next one is taken in the middle,
   * far from where the other one is.
   */
  postpone(due: Claimable[]): void {
    this.contested.push(due);
    this.chunks.push(...this.chunks.splice(0, this.chunks.length >> 1));
  }

  /** What a contested chunk has left: nearly always nothing. */
  add(due: readonly Claimable[]): void {
    this.chunks.push(...chunked(due));
  }

  /**
   * Another instance was faster on the last chunk: before the next is taken, `look` says what is left of them all, the
   * contested ones included. Then it goes on in the middle, far from where the other one is.
   */
  async reconsider(look: (due: Claimable[]) => Promise<Claimable[]>): Promise<void> {
    if (this.looking || this.chunks.length === 0) return this.looking;
    const due = [...this.chunks.splice(0), ...this.contested.splice(0)].flat();
    this.looking = look(due).then(
      (left) => this.put(left),
      () => this.put(due),
    );
    await this.looking;
    this.looking = undefined;
  }

  private put(due: readonly Claimable[]): void {
    const chunks = chunked(due);
    this.chunks.push(...startingAt(chunks.length >> 1, chunks));
  }
}

/** Cut by sorted id. */
function chunked(due: readonly Claimable[]): Claimable[][] {
  const sorted = [...due].sort((a, b) => (a.jobId < b.jobId ? -1 : a.jobId > b.jobId ? 1 : 0));
  const chunks: Claimable[][] = [];
  for (let start = 0; start < sorted.length; start += CHUNK_SIZE) {
    chunks.push(sorted.slice(start, start + CHUNK_SIZE));
  }
  return chunks;
}

function startingAt<Item>(start: number, items: Item[]): Item[] {
  const first = items.length === 0 ? 0 : start % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}
