import { TrackedCronError } from '../tracked-cron.error.js';
import { nearest, quoted } from './spelling.js';

/** A stretch of time during which a zone keeps its offset; epoch milliseconds. */
export interface ZoneSegment {
  /** First instant of the stretch. */
  readonly start: number;
  /** First instant after it. The last stretch of a year ends with the year. */
  readonly end: number;
  /** Wall clock minus UTC. */
  readonly offset: number;
  /**
   * Wall-clock time from which on this stretch shows times no stretch before it has shown: later than its own first
   * wall-clock time after an overlap, earlier after a gap.
   */
  readonly firstNewWall: number;
}

const HOUR = 3_600_000;

/** Clocks are never put back by more than a day, so a year need look no further behind its own beginning. */
const LONGEST_OVERLAP = 36 * HOUR;

/** No zone has changed its offset twice within 3 days since 1900, so no change hides between two looks. */
const LOOK_EVERY = 48 * HOUR;

/** Keeps a zone below 100 kB, whatever years it is asked about. */
const MOST_YEARS = 400;

const zones = new Map<string, TimeZone>();
let processZone: string | undefined;

/** The zone this process runs in, read once. */
export function processTimeZone(): string {
  processZone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return processZone;
}

/**
 * The offsets of one time zone. `Intl` is asked once per zone and year, which costs less than a millisecond;
 * from then on an offset is a look-up. Instances are shared by all schedules of the zone.
 */
export class TimeZone {
  readonly #offset: Intl.DateTimeFormat;
  readonly #years = new Map<number, readonly ZoneSegment[]>();
  #latest: ZoneSegment;

  private constructor(name: string) {
    this.#offset = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      timeZoneName: 'longOffset',
      year: '2-digit',
    });
    const fixed = this.#offset.resolvedOptions().timeZone === 'UTC';
    this.#latest = {
      start: -Infinity,
      end: fixed ? Infinity : -Infinity,
      offset: 0,
      firstNewWall: -Infinity,
    };
  }

  /**
   * @param name IANA name, as `Intl` of this Node.js knows it; case does not matter
   * @throws TrackedCronError `INVALID_TIME_ZONE`
   */
  static of(name: string): TimeZone {
    const key = String(name).toLowerCase();
    let zone = zones.get(key);
    if (zone === undefined) {
      try {
        zone = new TimeZone(name);
      } catch (error) {
        throw invalidTimeZone(String(name), error);
      }
      zones.set(key, zone);
    }
    return zone;
  }

  /** The stretch that contains this instant. */
  segmentAt(instant: number): ZoneSegment {
    const latest = this.#latest;
    if (instant >= latest.start && instant < latest.end) return latest;
    const segments = this.#segmentsOf(new Date(instant).getUTCFullYear());
    let index = segments.length - 1;
    while (segments[index]!.start > instant) index -= 1;
    return (this.#latest = segments[index]!);
  }

  #segmentsOf(year: number): readonly ZoneSegment[] {
    let segments = this.#years.get(year);
    if (segments === undefined) {
      if (this.#years.size >= MOST_YEARS) this.#years.clear();
      const start = Date.UTC(year, 0, 1);
      segments = this.#readSegments(start - LONGEST_OVERLAP, Date.UTC(year + 1, 0, 1))
        .filter(({ end }) => end > start)
        .map((segment) => startingFrom(start, segment));
      this.#years.set(year, segments);
    }
    return segments;
  }

  #readSegments(from: number, to: number): readonly ZoneSegment[] {
    const segments: ZoneSegment[] = [];
    let start = from;
    let offset = this.#offsetAt(from);
    let firstNewWall = from + offset;
    for (let low = from; low < to - 1000;) {
      const high = Math.min(low + LOOK_EVERY, to - 1000);
      const changed = this.#offsetAt(high);
      if (changed !== offset) {
        const end = this.#changeBetween(low, high, offset);
        segments.push({ start, end, offset, firstNewWall });
        firstNewWall = Math.max(firstNewWall, end + offset);
        [start, offset] = [end, changed];
      }
      low = high;
    }
    segments.push({ start, end: to, offset, firstNewWall });
    return segments;
  }

  /** Bisects to the second: `low` still has the offset, `high` no longer. */
  #changeBetween(low: number, high: number, offset: number): number {
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (this.#offsetAt(middle) === offset) low = middle;
      else high = middle;
    }
    return high;
  }

  /** `Intl` writes "GMT", "GMT+05:45" or, in the days of local mean time, "GMT-04:56:02". */
  #offsetAt(instant: number): number {
    const text = this.#offset.format(instant);
    const [hours = 0, minutes = 0, seconds = 0] = text
      .slice(text.indexOf('GMT') + 4)
      .split(':')
      .map(Number);
    const size = ((hours * 60 + minutes) * 60 + seconds) * 1000;
    return text.includes('GMT-') ? -size : size;
  }
}

/** Cut off what lies before `start`; a cut is not a gap. */
function startingFrom(start: number, segment: ZoneSegment): ZoneSegment {
  if (segment.start >= start) return segment;
  return { ...segment, start, firstNewWall: Math.max(segment.firstNewWall, start + segment.offset) };
}

function invalidTimeZone(name: string, cause: unknown): TrackedCronError {
  return new TrackedCronError(
    'INVALID_TIME_ZONE',
    `Time zone ${quoted(name)} is not known to this Node.js; ${remedyFor(name)}`,
    { timeZone: name.slice(0, 100) },
    { cause },
  );
}

function remedyFor(name: string): string {
  const offset = /^(?:utc|gmt)?([+-])0?(\d{1,2})(?::?00)?$/i.exec(name);
  if (offset !== null && Number(offset[2]) <= 12) {
    return `write 'Etc/GMT${offset[1] === '+' ? '-' : '+'}${offset[2]}' (its sign is the other way round).`;
  }
  const all = name.length <= 40 ? Intl.supportedValuesOf('timeZone') : [];
  const lastPart = (text: string) => text.slice(text.lastIndexOf('/') + 1);
  const city = lastPart(name).replaceAll(' ', '_');
  const sameCity = nearest(city, all.map(lastPart), 1);
  const meant = nearest(name, all, 2) ?? all.find((zone) => lastPart(zone) === sameCity);
  return meant === undefined
    ? "write an IANA name such as 'Europe/Riga' or 'UTC'."
    : `did you mean '${meant}'?`;
}
