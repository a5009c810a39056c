import type { DiagnosisFinding } from 'nestjs-tracked-cron';
import { about, instant, object, oneOf, text } from '../openapi/schema.js';

export const diagnosisFinding = object<DiagnosisFinding>('DiagnosisFinding', {
  code: oneOf(['PARTITIONS_RUN_OUT']),
  message: about('What is wrong, and what to do.', text),
  dueAt: about('By when it has to be seen to.', instant),
});
