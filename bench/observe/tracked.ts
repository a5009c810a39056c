import 'reflect-metadata';
import { TrackedCronModule } from 'nestjs-tracked-cron';
import { timeCalls, type CallParameters, type CallTimes } from './calls.js';

/** The same, observed. */
export function task(parameters: CallParameters): Promise<CallTimes> {
  const observing = TrackedCronModule.forRoot({
    database: { url: parameters.url },
    mode: 'observe',
    application: 'bench',
    environment: 'bench',
    onUnavailable: 'fail', // the database is there before the first call
  });
  return timeCalls(parameters, [observing]);
}
