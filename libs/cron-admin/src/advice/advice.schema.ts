import { SEVERITIES, type DurationDistribution, type ExecutionRecord, type Mark } from 'nestjs-tracked-cron';
import { INCIDENT_STATES, type ErrorHint, type ExecutionAdvice } from 'nestjs-tracked-cron/monitor';
import type { OpenIncident } from '../alerts/open-incidents.js';
import { execution } from '../api/execution.schema.js';
import { mark } from '../api/marks.schema.js';
import { durationDistribution } from '../api/statistics.schema.js';
import { about, count, fields, list, nullable, object, oneOf, text, uuid } from '../openapi/schema.js';

/** How much was logged. */
export interface LogLengths {
  readonly own: number | null;
  readonly lastSuccess: number | null;
}

/** What helps whoever looks at an execution. */
export interface AdviceAnswer extends ExecutionAdvice {
  readonly executionId: string;
  readonly lastSuccess: ExecutionRecord | null;
  readonly logLines: LogLengths;
  readonly usual: DurationDistribution | null;
  readonly changed: readonly Mark[];
  readonly incident: OpenIncident | null;
}

export const adviceAnswer = object<AdviceAnswer>('ExecutionAdvice', {
  executionId: uuid,
  hint: about(
    'What usually helps against its class of error.',
    nullable(object<ErrorHint>('ErrorHint', { kind: text, text })),
  ),
  runbook: about("A page: that of the error's class, else the job's.", nullable(text)),
  rerun: about('Whether it may run again, as the job says.', nullable(oneOf(['safe', 'ask', 'never']))),
  rerunInWords: nullable(text),
  owner: nullable(text),
  impact: about('What happens while the job does not run.', nullable(text)),
  canWaitUntil: about('How long that can wait.', nullable(text)),
  lastSuccess: about('Of the job, the last one before it that completed.', nullable(execution)),
  logLines: about(
    'Lines of the last attempt, those that are not kept too; null where nothing is shown of a log.',
    fields<LogLengths>({ own: nullable(count), lastSuccess: nullable(count) }),
  ),
  usual: about(
    'Milliseconds, of what completed of the job in the 7 days before it.',
    nullable(durationDistribution),
  ),
  changed: about('Between the last success and its end, newest first, at most 20.', list(mark)),
  incident: about(
    'That it belongs to, over or not.',
    nullable(fields<OpenIncident>({ id: uuid, state: oneOf(INCIDENT_STATES), severity: oneOf(SEVERITIES) })),
  ),
});
