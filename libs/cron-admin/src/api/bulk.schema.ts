import { BULK_ACTIONS, type BulkItem, type BulkResult } from 'nestjs-tracked-cron';
import { about, count, instant, list, nullable, object, oneOf, text, uuid } from '../openapi/schema.js';

const bulkItem = object<BulkItem>('BulkItem', {
  jobName: text,
  outcome: oneOf(['done', 'refused']),
  code: about('Why it was refused; `FORBIDDEN` where it may not be acted on.', nullable(text)),
  detail: nullable(text),
  executionId: about('Of `trigger`.', nullable(uuid)),
  slot: about('Of `skip-next`.', nullable(instant)),
});

export const bulkResult = object<BulkResult>('BulkResult', {
  action: oneOf(BULK_ACTIONS),
  done: count,
  refused: count,
  items: about('By name.', list(bulkItem)),
});
