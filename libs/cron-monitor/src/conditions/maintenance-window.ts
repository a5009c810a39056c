import { parseDuration, Schedule } from 'nestjs-tracked-cron';
import { checkNames } from 'nestjs-tracked-cron/internal';
import type { MaintenanceWindow } from '../cron-monitor.options.js';
import { asOption, invalidOption } from '../invalid-option.js';
import { checkedConditions } from './checked-conditions.js';
import { fits, type Conditioned, type ResolvedConditions } from './conditions.js';

/** A maintenance window, checked. */
export interface ResolvedWindow {
  readonly name: string;
  /** Its beginnings. */
  readonly schedule: Schedule;
  readonly durationMs: number;
  readonly when: ResolvedConditions;
}

const NAMES: readonly (keyof MaintenanceWindow)[] = ['name', 'schedule', 'timeZone', 'duration', 'when'];
const EXAMPLE = "write { name: 'backup', schedule: '0 2 * * sun', timeZone: 'Europe/Riga', duration: '2h' }";

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function checkedWindows(given: unknown = []): readonly ResolvedWindow[] {
  if (!Array.isArray(given)) throw invalidOption(`maintenance must be a list of windows: ${EXAMPLE}.`);
  const windows = given.map((one, index) => checkedWindow(one, `maintenance[${index}]`));
  const names = windows.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined)
    throw invalidOption(`there are two maintenance windows "${twice}": give one another name.`);
  return windows;
}

/** The window that this alert falls into; undefined where it falls into none. @param at epoch milliseconds */
export function windowOf(
  windows: readonly ResolvedWindow[],
  alert: Conditioned,
  at: number,
): ResolvedWindow | undefined {
  return windows.find(({ schedule, durationMs, when }) => {
    const began = schedule.previousBefore(at + 1);
    return began !== undefined && at < began + durationMs && fits(when, alert);
  });
}

/** @throws TrackedCronError `INVALID_OPTION`, `INVALID_DURATION` */
export function checkedWindow(given: unknown, where: string): ResolvedWindow {
  asOption(where, () => checkNames(given, 'part of a window', NAMES, `it must be an object: ${EXAMPLE}.`));
  const { name, schedule, timeZone, duration, when = {} } = given as MaintenanceWindow;
  if (typeof name !== 'string' || !/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(name))
    throw invalidOption(`${where}.name must be a text of 1 to 100 characters on one line: ${EXAMPLE}.`);
  if (typeof schedule !== 'string' || typeof timeZone !== 'string')
    throw invalidOption(`${where} must say when it begins, and by whose clock: ${EXAMPLE}.`);
  return {
    name,
    schedule: asOption(where, () => new Schedule(schedule, { timeZone })),
    durationMs: asOption('', () => parseDuration(duration, `${where}.duration`)),
    when: checkedConditions(when, `${where}.when`),
  };
}
