import type { SlotTimes } from '../health/job-facts.js';
import { closedBy, type Calendar } from '../schedule/calendar.js';
import { Schedule } from '../schedule/schedule.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import { clockChangeOf } from './slots/clock-change-of.js';

const MINUTE = 60_000;
/** A month of closed minutes. */
const MOST_LOOKS = 50_000;

/** When the slots of a schedule are that no calendar closes. Nothing is worked out before it is asked for. */
export class ScheduledSlots implements SlotTimes {
  constructor(
    private readonly schedule: Schedule,
    private readonly calendars: readonly Calendar[],
    readonly jitterMs: number,
  ) {}

  after(instant: number): number | null {
    const { schedule, calendars } = this;
    let slot = slotAfter(schedule, instant);
    for (let looks = 0; slot !== null && looks < MOST_LOOKS; looks++) {
      if (closedBy(calendars, schedule.timeZone, slot) === null) return slot;
      // calendars open and close at whole minutes
      slot = slotAfter(schedule, Math.floor(slot / MINUTE) * MINUTE + MINUTE - 1);
    }
    return null;
  }

  before(instant: number): number | null {
    const { schedule, calendars } = this;
    let slot = schedule.previousBefore(instant);
    for (let looks = 0; slot !== undefined && looks < MOST_LOOKS; looks++) {
      if (closedBy(calendars, schedule.timeZone, slot) === null) return slot;
      slot = schedule.previousBefore(Math.floor(slot / MINUTE) * MINUTE);
    }
    return null;
  }

  isMoved(slot: number): boolean {
    return clockChangeOf(this.schedule, slot) === 'moved';
  }

  lastShown(time: string, upTo: number): number {
    // there is a day before every instant that a job lives at
    return this.daily(time).previousBefore(upTo + 1)!;
  }

  nextShown(time: string, after: number): number {
    return this.daily(time).nextAfter(after);
  }

  private daily(time: string): Schedule {
    const [hour, minute] = time.split(':').map(Number);
    return Schedule.of(`${minute} ${hour} * * *`, this.schedule.timeZone);
  }
}

/** The first slot after an instant, milliseconds since the epoch; null for none. */
export function slotAfter(schedule: Schedule, instant: number): number | null {
  try {
    return schedule.nextAfter(instant);
  } catch (error) {
    if (error instanceof TrackedCronError && error.code === 'NO_SLOT') return null;
    throw error;
  }
}
