import type { BackfilledRange, CancelledExecution, TriggeredExecution } from 'nestjs-tracked-cron';
import { count, fields, instant, nullable, object, oneOf, only, text, uuid } from '../openapi/schema.js';

export const triggered = object<TriggeredExecution>('TriggeredExecution', {
  executionId: uuid,
  jobName: text,
  status: oneOf(['running', 'pending']),
});

export const cancelled = object<CancelledExecution>('CancelledExecution', {
  executionId: uuid,
  jobName: text,
  status: oneOf(['cancelled', 'cancelling']),
});

export const backfilled = object<BackfilledRange>('BackfilledRange', {
  jobName: text,
  count,
  first: nullable(instant),
  last: nullable(instant),
});

export const paused = fields<{ jobName: string; paused: true; until: Date | null }>({
  jobName: text,
  paused: only(true),
  until: nullable(instant),
});
export const resumed = fields<{ jobName: string; paused: false }>({ jobName: text, paused: only(false) });
export const skippedNext = fields<{ jobName: string; slot: Date }>({ jobName: text, slot: instant });
