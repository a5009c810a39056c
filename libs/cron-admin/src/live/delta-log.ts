import type { LiveDelta, LiveOperation } from './protocol.js';

/** What is kept for clients that were away for a moment. */
const MOST_DELTAS = 100;
const MOST_OPERATIONS = 2_000;

/** The last deltas of a channel, so that who comes back soon needs no snapshot. Pure. */
export class DeltaLog {
  private readonly deltas: LiveDelta[] = [];
  private operations = 0;

  /** @param last the number that the channel's state has now */
  constructor(private last: number) {}

  get seq(): number {
    return this.last;
  }

  add(delta: LiveDelta): void {
    this.last = delta.seq;
    this.deltas.push(delta);
    this.operations += delta.ops.length;
    while (this.deltas.length > MOST_DELTAS || this.operations > MOST_OPERATIONS) {
      this.operations -= this.deltas.shift()!.ops.length;
    }
  }

  /**
   * What came after a number, of each thing only the last; null where that is not known any more, or never was a number of
   * this channel.
   */
  after(seq: number): LiveOperation[] | null {
    if (seq === this.last) return [];
    const index = this.deltas.findIndex(({ prev }) => prev === seq);
    if (index < 0) return null;
    const missed = this.deltas.slice(index).flatMap(({ ops }) => ops);
    return [...new Map(missed.map((one) => [one.id, one])).values()];
  }
}
