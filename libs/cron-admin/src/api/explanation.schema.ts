import {
  EVIDENCE_KINDS,
  type EvidenceLine,
  type Explanation,
  type ExplanationCause,
} from 'nestjs-tracked-cron';
import {
  fields,
  instant,
  list,
  nullable,
  object,
  oneOf,
  openWord,
  optional,
  text,
  uuid,
  about,
} from '../openapi/schema.js';
import { EVERY_STATUS } from './execution.schema.js';

const evidenceLine = object<EvidenceLine>('EvidenceLine', {
  kind: oneOf([
    ...EVIDENCE_KINDS,
    'schedule',
    'clock_change',
    'execution',
    'slot_range',
    'instance',
    'breaker',
    'skip_next',
    'definition',
  ]),
  from: nullable(instant),
  to: nullable(instant),
  text,
  executionId: optional(uuid),
  instanceId: optional(uuid),
});

export const explanation = object<Explanation>('Explanation', {
  jobName: text,
  at: instant,
  slot: about('The slot at that instant; null where none is due then.', nullable(instant)),
  nearest: fields<Explanation['nearest']>({ before: nullable(instant), after: nullable(instant) }),
  outcome: oneOf([...EVERY_STATUS, 'not_due', 'upcoming', 'undecided', 'unrecorded']),
  cause: openWord<ExplanationCause>(
    'completed',
    'no_instance',
    'database_unreachable',
    'overlap',
    'paused',
    'not_due',
  ),
  sentence: about('The answer.', text),
  evidence: about('What it rests on, the most telling first.', list(evidenceLine)),
  next: fields<Explanation['next']>({ text, at: nullable(instant) }),
});
