/** The wall clock with fractions of a millisecond, which `Date.now()` lacks; milliseconds since the Unix epoch. */
export class WallClock {
  private readonly offset: number;

  constructor() {
    // the reading that was taken closest to the turn of a millisecond shows the offset best
    let offset = -Infinity;
    for (const end = performance.now() + 5; performance.now() < end;) {
      offset = Math.max(offset, Date.now() - performance.now());
    }
    this.offset = offset;
  }

  now(): number {
    return performance.now() + this.offset;
  }
}
