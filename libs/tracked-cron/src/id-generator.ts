import { randomFillSync } from 'node:crypto';
import { TrackedCronError } from './tracked-cron.error.js';

/** Where every id in the library comes from, so that tests can foresee them. */
export abstract class IdGenerator {
  /**
   * A new id, never given before.
   *
   * @param atMs the instant it carries, milliseconds since the Unix epoch, in database time
   * @throws TrackedCronError `INVALID_TIME` when `atMs` does not fit into an id
   */
  abstract next(atMs: number): string;
}

/** The last millisecond that 48 bits hold: in the year 10889. */
const MAX_TIME = 2 ** 48 - 1;
/** How far time may go back before ids follow it: a clock that was corrected, not one that was set. */
const MAX_SETBACK = 10_000;
const MAX_COUNTER = 0xfff;
const RANDOM_BYTES_PER_ID = 8;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * UUID version 7 (RFC 9562): 48 bits of milliseconds, a counter of 12 bits that starts anew each
 * millisecond, 62 random bits.
 *
 * Ids of one generator grow strictly, compared as text or as `uuid`:
 * - more than 4,096 ids in one millisecond borrow the following milliseconds, so a burst of a million runs
 *   244 ms ahead of the clock;
 * - when time goes back by at most 10 s (a corrected clock), ids stay at the latest millisecond they carried
 *   and count on, until time has caught up;
 * - when it goes back further, ids follow it: being wrong about the day would hurt the partitions more than
 *   being out of order. Only this breaks the order.
 */
export class UuidV7Generator extends IdGenerator {
  private readonly random = Buffer.allocUnsafeSlow(RANDOM_BYTES_PER_ID * 512);
  private used = this.random.length;
  private lastMs = -1;
  private counter = 0;
  private prefix = '';

  next(atMs: number): string {
    const ms = wholeMilliseconds(atMs);
    if (ms > this.lastMs || this.lastMs - ms > MAX_SETBACK) this.moveTo(ms);
    else if (this.counter < MAX_COUNTER) this.counter++;
    else this.moveTo(wholeMilliseconds(this.lastMs + 1));

    if (this.used === this.random.length) {
      randomFillSync(this.random);
      this.used = 0;
    }
    const random = this.random;
    const at = this.used;
    this.used += RANDOM_BYTES_PER_ID;
    return (
      this.prefix +
      HEX[0x70 | (this.counter >> 8)] +
      HEX[this.counter & 0xff] +
      '-' +
      HEX[0x80 | (random[at] & 0x3f)] +
      HEX[random[at + 1]] +
      '-' +
      HEX[random[at + 2]] +
      HEX[random[at + 3]] +
      HEX[random[at + 4]] +
      HEX[random[at + 5]] +
      HEX[random[at + 6]] +
      HEX[random[at + 7]]
    );
  }

  private moveTo(ms: number): void {
    this.lastMs = ms;
    this.counter = 0;
    this.prefix = timePrefix(ms);
  }
}

/**
 * The smallest id that carries this millisecond: bounds of partitions, and of queries over a time range.
 *
 * @throws TrackedCronError `INVALID_TIME` when `ms` does not fit into an id
 */
export function uuidV7Floor(ms: number): string {
  return `${timePrefix(wholeMilliseconds(ms))}7000-8000-000000000000`;
}

/**
 * The millisecond an id carries.
 *
 * @throws TrackedCronError `INVALID_ID` when `id` is not a UUID of version 7
 */
export function uuidV7Time(id: string): number {
  if (!UUID_V7.test(id)) {
    throw new TrackedCronError(
      'INVALID_ID',
      `"${String(id).slice(0, 60)}" is not an id of this library: write a UUID of version 7, as returned by it`,
      { id: String(id).slice(0, 60) },
    );
  }
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

function timePrefix(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-`;
}

function wholeMilliseconds(ms: number): number {
  const whole = Math.floor(ms);
  if (whole >= 0 && whole <= MAX_TIME) return whole;
  throw new TrackedCronError(
    'INVALID_TIME',
    `${ms} can't be the time of an id: give milliseconds since 1970, at most ${MAX_TIME}`,
    { ms },
  );
}
