import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The packages behind `@nestjs/schedule`, as the host has them. */
export interface CronPackages {
  /** So that `handle instanceof CronJob` holds. */
  readonly cronJobPrototype: object;
  /** What `CronJob.nextDate()` answers: a luxon `DateTime`. */
  readonly toDateTime: (milliseconds: number, timeZone: string) => unknown;
}

/** Finds them from where the host's `@nestjs/schedule` lies; undefined where there is none. */
export function cronPackages(): CronPackages | undefined {
  try {
    const host = createRequire(join(process.cwd(), 'package.json'));
    const schedule = createRequire(host.resolve('@nestjs/schedule'));
    const cron = schedule('cron') as { CronJob: { prototype: object } };
    const luxon = createRequire(schedule.resolve('cron'))('luxon') as {
      DateTime: { fromMillis(milliseconds: number, options: { zone: string }): unknown };
    };
    return {
      cronJobPrototype: cron.CronJob.prototype,
      toDateTime: (milliseconds, zone) => luxon.DateTime.fromMillis(milliseconds, { zone }),
    };
  } catch {
    return undefined;
  }
}
