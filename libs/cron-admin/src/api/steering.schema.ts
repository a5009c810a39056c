import type { BackfilledRange, CancelledExecution, Freeze, TriggeredExecution } from 'nestjs-tracked-cron';
import {
  about,
  count,
  fields,
  flag,
  instant,
  nullable,
  object,
  oneOf,
  only,
  text,
  uuid,
} from '../openapi/schema.js';

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

/** `Freeze` is the body of the request that begins one. */
export const freezeInForce = object<Freeze>('FreezeInForce', {
  group: about('Null for every job.', nullable(text)),
  since: instant,
  until: nullable(instant),
  by: nullable(text),
  reason: nullable(text),
});

export const paused = fields<{ jobName: string; paused: true; until: Date | null }>({
  jobName: text,
  paused: only(true),
  until: nullable(instant),
});
export const resumed = fields<{ jobName: string; paused: false }>({ jobName: text, paused: only(false) });
export const skippedNext = fields<{ jobName: string; slot: Date }>({ jobName: text, slot: instant });
export const frozen = fields<{ frozen: true }>({ frozen: only(true) });
export const unfrozen = fields<{ unfrozen: boolean }>({ unfrozen: flag });
