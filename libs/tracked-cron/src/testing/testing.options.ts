import { parseDuration, type Duration } from '../duration.js';
import { TrackedCronError } from '../tracked-cron.error.js';
import type { TrackedCronModuleOptions } from '../tracked-cron.options.js';

/** How jobs run in a test. What the host's own module says (`timeZone`, `strict`, …) holds where this says nothing. */
export interface TrackedCronTestingOptions extends Pick<
  TrackedCronModuleOptions,
  'application' | 'environment' | 'release' | 'timeZone' | 'strict'
> {
  /** Where the test's clock stands at first; with `timers` the test's own `Date` counts instead. Default: the present. */
  now?: Date | string | number;

  /**
   * Due times come by `setTimeout` and `Date`, for tests that fake them (`jest.useFakeTimers()`,
   * `vi.useFakeTimers()`, before the application starts), instead of by `advanceTo`. `wakeUps` bounds how many due times
   * they can bring, so that `runAllTimers` ends. `true` means 1,000
   * wake-ups. Default: `false`.
   */
  timers?: boolean | { wakeUps: number };

  /**
   * How long, in real time, a handler is waited for before the test's clock goes on over it: what takes longer counts
   * as in flight. Default: `'1s'`.
   */
  patience?: Duration;
}

/** {@link TrackedCronTestingOptions} as they are worked with. */
export interface TestingSettings {
  readonly now: number;
  /** How many times timers wake the schedule; null where the clock is virtual. */
  readonly wakeUps: number | null;
  /** Milliseconds. */
  readonly patience: number;
}

const WAKE_UPS = 1_000;

/** @throws TrackedCronError `INVALID_OPTION` */
export function testingSettings({
  now,
  timers = false,
  patience,
}: TrackedCronTestingOptions): TestingSettings {
  return {
    now: instantOf('now', now ?? Date.now()),
    wakeUps: wakeUpsOf(timers),
    patience: parseDuration(patience ?? '1s', 'patience'),
  };
}

/** @throws TrackedCronError `INVALID_OPTION` */
export function instantOf(option: string, value: Date | string | number): number {
  const instant = new Date(value).getTime();
  if (!Number.isNaN(instant)) return instant;
  throw new TrackedCronError(
    'INVALID_OPTION',
    `${option} is no instant: write a Date, or '2026-03-02T12:00:00Z'.`,
  );
}

function wakeUpsOf(timers: NonNullable<TrackedCronTestingOptions['timers']>): number | null {
  if (timers === false) return null;
  const wakeUps = timers === true ? WAKE_UPS : timers.wakeUps;
  if (Number.isInteger(wakeUps) && wakeUps > 0) return wakeUps;
  throw new TrackedCronError(
    'INVALID_OPTION',
    'timers must be true, false or a number of wake-ups: write timers: { wakeUps: 10_000 }.',
  );
}
