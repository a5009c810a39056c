import { TrackedCronError } from '../../tracked-cron.error.js';
import type { CheckedScaling, ScalingQuery } from './scaling.js';

/** Fills in defaults. @throws TrackedCronError `INVALID_QUERY` */
export function checkedScaling({ perWorker = 10, ahead = 60, within }: ScalingQuery): CheckedScaling {
  check('perWorker', perWorker, 1, 10_000);
  check('ahead', ahead, 0, 3_600);
  return { perWorker, ahead, ...(within && { within }) };
}

function check(parameter: keyof ScalingQuery, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new TrackedCronError(
    'INVALID_QUERY',
    `getScaling: \`${parameter}\` must be a whole number from ${least} to ${most}.`,
    { parameter },
  );
}
