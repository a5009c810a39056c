import type { ScalingSignal } from 'nestjs-tracked-cron';
import { about, count, instant, object } from '../openapi/schema.js';

export const scalingSignal = object<ScalingSignal>('ScalingSignal', {
  at: instant,
  desiredWorkers: about('`ceil((running + waiting + dueSoon) / perWorker)`, mostly at least 1.', count),
  running: count,
  waiting: about('Executions that could run if somebody took them.', count),
  dueSoon: about('Jobs that come due within `ahead` seconds.', count),
  workers: about('Living instances that run jobs.', count),
  perWorker: count,
  ahead: about('Seconds.', count),
});
