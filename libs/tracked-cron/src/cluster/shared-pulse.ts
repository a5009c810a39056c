/** Which number of the shared memory holds what. */
const TRUSTED_UNTIL = 0;
const TURNED_AT = 1;
const LOOP_DELAY = 2;
const CELLS = 3;

/** Stands for -Infinity, which no integer is. */
const NEVER = -(2n ** 62n);

/**
 * What the main thread and the one that keeps the lease read of each other without a message, because one of them may be
 * unable to answer. Times are milliseconds of the main thread's monotonic clock.
 */
export class SharedPulse {
  private readonly cells: BigInt64Array;

  /** @param memory that of the other thread; without it new memory in which nothing has happened yet */
  constructor(readonly memory?: SharedArrayBuffer) {
    this.memory ??= new SharedArrayBuffer(CELLS * BigInt64Array.BYTES_PER_ELEMENT);
    this.cells = new BigInt64Array(this.memory);
    if (!memory) this.until = -Infinity;
  }

  /** Until when the instance may believe in itself. */
  get until(): number {
    return this.read(TRUSTED_UNTIL);
  }

  set until(at: number) {
    this.write(TRUSTED_UNTIL, at);
  }

  /** When the event loop of the main thread last turned. */
  get turnedAt(): number {
    return this.read(TURNED_AT);
  }

  set turnedAt(at: number) {
    this.write(TURNED_AT, at);
  }

  /** Notes by how much the event loop was held up; the longest is kept. */
  noteDelay(milliseconds: number): void {
    if (milliseconds > this.read(LOOP_DELAY)) this.write(LOOP_DELAY, milliseconds);
  }

  /** The longest delay since the last call. */
  takeDelay(): number {
    return toMilliseconds(Atomics.exchange(this.cells, LOOP_DELAY, 0n));
  }

  private read(cell: number): number {
    return toMilliseconds(Atomics.load(this.cells, cell));
  }

  private write(cell: number, milliseconds: number): void {
    Atomics.store(this.cells, cell, toMicroseconds(milliseconds));
  }
}

function toMicroseconds(milliseconds: number): bigint {
  return Number.isFinite(milliseconds) ? BigInt(Math.floor(milliseconds * 1_000)) : NEVER;
}

function toMilliseconds(microseconds: bigint): number {
  return microseconds === NEVER ? -Infinity : Number(microseconds) / 1_000;
}
