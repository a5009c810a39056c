import type { ScrubReport } from 'nestjs-tracked-cron';
import { about, count, flag, nullable, object, record, text } from '../openapi/schema.js';

export const scrubReport = object<ScrubReport>('ScrubReport', {
  dryRun: flag,
  rows: about('Rows that held it, by what they are.', record(count)),
  inFlight: about('Executions in flight that hold it, and are left as they are.', count),
  complete: flag,
  next: about('`after`, to go on; null where everything was looked at.', nullable(text)),
});
