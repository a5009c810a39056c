import {
  FAILURE_STATES,
  type FailureDecision,
  type FailureGroup,
  type FailureGroupDetails,
  type FailureGroups,
  type FailureWindows,
} from 'nestjs-tracked-cron';
import {
  about,
  count,
  fields,
  instant,
  list,
  nullable,
  object,
  oneOf,
  text,
  type FieldSchemas,
} from '../openapi/schema.js';
import { execution } from './execution.schema.js';

const failureGroupFields: FieldSchemas<FailureGroup> = {
  fingerprint: text,
  errorClass: text,
  message: about('Without what varies: `Feed <n> is down`.', text),
  sample: about('A message as it was, its beginning.', text),
  frame: about("The first frame in the application's own code.", nullable(text)),
  state: oneOf(FAILURE_STATES),
  decision: about(
    'What somebody decided last.',
    nullable(
      object<FailureDecision>('FailureDecision', {
        at: instant,
        by: nullable(text),
        reason: nullable(text),
        until: about('Until when it is ignored; null: for good.', nullable(instant)),
        release: about('The release it is resolved in.', nullable(text)),
      }),
    ),
  ),
  regressedAt: about('When it came again although it was resolved.', nullable(instant)),
  firstSeenAt: instant,
  lastSeenAt: about('To within a second.', instant),
  lastRelease: nullable(text),
  count: about('Executions in the window that was asked for.', count),
  course: about('The same in 24 equal parts of that window, oldest first.', list(count)),
  windows: about(
    'Executions within the last hour, day, 7 and 30 days.',
    fields<FailureWindows>({ hour: count, day: count, week: count, month: count }),
  ),
  jobs: about(
    'The jobs it fails, most often first, at most 20.',
    list(fields<FailureGroup['jobs'][number]>({ jobName: text, count })),
  ),
  jobCount: about('How many jobs it fails.', count),
};

export const failureGroup = object<FailureGroup>('FailureGroup', failureGroupFields);

export const failureGroups = object<FailureGroups>('FailureGroups', {
  items: list(failureGroup),
  from: instant,
  to: instant,
});

export const failureGroupDetails = object<FailureGroupDetails>('FailureGroupDetails', {
  ...failureGroupFields,
  executions: about('The newest, at most 20.', list(execution)),
});
