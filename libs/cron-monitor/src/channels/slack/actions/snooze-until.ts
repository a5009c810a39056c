import { Schedule } from 'nestjs-tracked-cron';
import type { Snooze } from '../slack-buttons.js';

const HOUR = 3_600_000;
/** When people are back. */
const MORNING = '0 9 * * *';
/** Whoever presses "until tomorrow" at 8 does not mean 9. */
const LEAST_NIGHT = 4 * HOUR;

/**
 * When a snooze ends. Until tomorrow: 09:00, at least four hours from now; at night that is the coming morning.
 * @param timeZone IANA name; undefined: that of the process
 */
export function snoozeUntil(snooze: Snooze, now: Date, timeZone: string | undefined): Date {
  if (snooze === '1h') return new Date(now.getTime() + HOUR);
  if (snooze === '4h') return new Date(now.getTime() + 4 * HOUR);
  return Schedule.of(MORNING, timeZone).next(new Date(now.getTime() + LEAST_NIGHT - 1));
}
