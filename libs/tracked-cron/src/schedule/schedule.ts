import { TrackedCronError } from '../tracked-cron.error.js';
import { BoundedCache } from './bounded-cache.js';
import { normalised, readCron } from './cron-expression.js';
import { CronSlots } from './cron-slots.js';
import { EverySlots, isEvery, readEvery } from './every-expression.js';
import { describeCron, describeEvery, describeUnion, type Description } from './schedule-description.js';
import { expressionText, expressionsOf, NEVER } from './expression-list.js';
import { FIRST_INSTANT, LAST_INSTANT, type SlotSource } from './slot-source.js';
import { processTimeZone, TimeZone } from './time-zone.js';
import { NEVER_SLOTS, UnionSlots } from './union-slots.js';

/** How a schedule is read. */
export interface ScheduleOptions {
  /** IANA name of the time zone whose wall clock the expression means. Default: the zone of this process. */
  readonly timeZone?: string;
}

/** One expression, or several: due whenever one of them is. */
export type Expressions = string | readonly string[];

/** From an instant to the first slot after it. */
interface Period {
  after: number;
  next: number;
}

const shared = new BoundedCache<Schedule>(10_000);

/**
 * When a job is due: an expression and a time zone, immutable, without a timer. A due time is called a slot.
 *
 * The expression is what the `cron` package reads, with the same slots in UTC: 5 fields (minute, hour, day of month,
 * month, day of week), or 6 with the second first; `*`, values, ranges, steps, lists, `jan` and `mon`; `@daily` and
 * its like. Day of month and day of week, both restricted, mean either. Or it is an interval, `@every 90s`, counted from
 * the Unix epoch, so that all instances agree. Several expressions, as a list or as one text with ` | ` between them, are
 * due whenever one of them is; a slot that two of them share is one slot. `@never` is never due.
 *
 * Daylight saving: with neither hour nor minute a star, slots are wall-clock times. Those inside a spring gap come
 * once, at the first instant after it; in an autumn overlap the first of the two counts. With a star in hour or minute
 * (`*`, `*` with a step, or a range over the whole field such as `0-23/2`), a slot is every instant whose wall-clock time
 * matches, in both repeated hours. Slots lie from the year 1900 to the year 9999.
 *
 * @example
 * const nightly = new Schedule('30 2 * * mon-fri', { timeZone: 'Europe/Riga' });
 * nightly.next(new Date('2024-03-30T12:00:00Z')); // 2024-03-31 is a Sunday: 2024-03-31T23:30:00.000Z
 */
export class Schedule {
  /** The expression as it was written; several as one text, ` | ` between them. */
  readonly expression: string;
  /** The zone as it was written, or that of the process. */
  readonly timeZone: string;
  /** Milliseconds between two slots, when the schedule is an interval. */
  readonly everyMs: number | undefined;
  /** Whether it has no slot at all: `@never`. */
  readonly isNever: boolean;

  readonly #slots: SlotSource;
  readonly #description: () => string;
  readonly #remembered: [Period, Period] = [
    { after: Infinity, next: -Infinity },
    { after: Infinity, next: -Infinity },
  ];

  /**
   * @throws TrackedCronError `INVALID_EXPRESSION` for what cannot be read or never comes true, `INVALID_TIME_ZONE`;
   *   the message says what to write instead
   */
  constructor(expressions: Expressions, options: ScheduleOptions = {}) {
    this.timeZone = options.timeZone ?? processTimeZone();
    const zone = TimeZone.of(this.timeZone);
    this.expression = expressionText(expressions);
    const parts = expressionsOf(expressions).map((expression) => readOne(expression, zone));
    const [only] = parts;
    this.everyMs = parts.length === 1 ? only.everyMs : undefined;
    this.isNever = only.slots === NEVER_SLOTS;
    this.#slots = parts.length === 1 ? only.slots : new UnionSlots(parts.map(({ slots }) => slots));
    this.#description = () =>
      describeUnion(
        parts.map(({ describe }) => describe()),
        this.timeZone,
      );
  }

  /** A schedule that all who ask for the same expressions and zone share; errors as in the constructor. */
  static of(expressions: Expressions, timeZone: string = processTimeZone()): Schedule {
    return shared.get(
      `${timeZone} ${expressionText(expressions)}`,
      () => new Schedule(expressions, { timeZone }),
    );
  }

  /**
   * The first slot strictly after `after`.
   *
   * @throws TrackedCronError `NO_SLOT` past the year 9999, `INVALID_INSTANT` for an invalid date
   */
  next(after: Date): Date {
    return new Date(this.nextAfter(after.getTime()));
  }

  /** The last slot strictly before `before`; none before the year 1900. Errors: `INVALID_INSTANT`. */
  previous(before: Date): Date | undefined {
    const slot = this.previousBefore(before.getTime());
    return slot === undefined ? undefined : new Date(slot);
  }

  /**
   * The slots after `from`, up to and including `to`, ascending.
   *
   * @param limit no more than this many, the earliest; default 10,000
   */
  between(from: Date, to: Date, limit = 10_000): Date[] {
    const slots: Date[] = [];
    if (limit < 1) return slots;
    for (const slot of this.slotsBetween(from.getTime(), to.getTime())) {
      slots.push(new Date(slot));
      if (slots.length >= limit) break;
    }
    return slots;
  }

  /** The schedule in English words: "every 5 minutes", "at 02:30 on Monday to Friday, Europe/Riga". */
  describe(): string {
    return this.#description();
  }

  /**
   * As `next`, in epoch milliseconds. Within the two periods it was asked for last it answers from memory: jobs that share
   * a schedule and are due together all ask for the slot that is due, and for the one after it.
   */
  nextAfter(after: number): number {
    const [last, other] = this.#remembered;
    if (after >= last.after && after < last.next) return last.next;
    if (after >= other.after && after < other.next) return other.next;
    const slot = this.#slotAfter(after);
    if (slot === Infinity) {
      throw new TrackedCronError(
        'NO_SLOT',
        `Schedule '${this.expression}' is not due between ${after} and the end of the year 9999; ask for an earlier time.`,
        { expression: this.expression, after },
      );
    }
    other.after = after;
    other.next = slot;
    this.#remembered.reverse();
    return slot;
  }

  /** As `previous`, in epoch milliseconds. */
  previousBefore(before: number): number | undefined {
    const slot = this.#slots.before(Math.min(checked(before), LAST_INSTANT + 1));
    return slot < FIRST_INSTANT ? undefined : slot;
  }

  /** As `between`, in epoch milliseconds, without a limit: slots are computed as they are asked for. */
  *slotsBetween(from: number, to: number): Generator<number, void, undefined> {
    checked(to);
    for (let slot = this.#slotAfter(from); slot <= to && slot !== Infinity; slot = this.#slotAfter(slot))
      yield slot;
  }

  /** How many slots lie after `from`, up to and including `to`, both epoch milliseconds. */
  countBetween(from: number, to: number): number {
    checked(to);
    const count = this.#slots.count(Math.max(checked(from), FIRST_INSTANT - 1), Math.min(to, LAST_INSTANT));
    if (count !== undefined) return count;
    let walked = 0;
    for (const _ of this.slotsBetween(from, to)) walked += 1;
    return walked;
  }

  /** Whether {@link countBetween} costs the same however many slots there are; those of several expressions are walked. */
  get countsFast(): boolean {
    return this.#slots.count(0, 0) !== undefined;
  }

  /** Milliseconds between the next two slots after `at`: how often the job is due around that time. */
  periodAt(at: number): number {
    const slot = this.nextAfter(at);
    return this.#slotAfter(slot) - slot;
  }

  #slotAfter(instant: number): number {
    const slot = this.#slots.after(Math.max(checked(instant), FIRST_INSTANT - 1));
    return slot > LAST_INSTANT ? Infinity : slot;
  }
}

/** One expression, read: its slots and its words. */
interface ReadExpression {
  readonly slots: SlotSource;
  readonly describe: () => Description;
  readonly everyMs: number | undefined;
}

function readOne(expression: string, zone: TimeZone): ReadExpression {
  const text = normalised(expression);
  if (text === NEVER) {
    return {
      slots: NEVER_SLOTS,
      describe: () => ({ words: 'never', zoneMatters: false }),
      everyMs: undefined,
    };
  }
  if (isEvery(text)) {
    const everyMs = readEvery(text, expression);
    return {
      slots: new EverySlots(everyMs),
      describe: () => ({ words: describeEvery(everyMs), zoneMatters: false }),
      everyMs,
    };
  }
  const fields = readCron(expression);
  return { slots: new CronSlots(fields, zone), describe: () => describeCron(fields), everyMs: undefined };
}

function checked(instant: number): number {
  if (!Number.isNaN(instant)) return instant;
  throw new TrackedCronError(
    'INVALID_INSTANT',
    'The instant is not a number; pass a valid Date or epoch milliseconds.',
  );
}
