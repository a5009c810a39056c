import {
  FINDING_RULES,
  SEVERITIES,
  type Finding,
  type InFlightExecution,
  type JobStatus,
  type ObjectiveState,
  type ShareState,
  type SlotOutcome,
} from 'nestjs-tracked-cron';
import { INCIDENT_STATES } from 'nestjs-tracked-cron/monitor';
import type { OpenIncident, ShownStatus } from '../alerts/open-incidents.js';
import {
  about,
  count,
  fields,
  flag,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  text,
  uuid,
} from '../openapi/schema.js';
import { executionStatus } from './execution.schema.js';

const finding = object<Finding>('Finding', {
  rule: oneOf(FINDING_RULES),
  severity: oneOf(SEVERITIES),
  told: about('Whether people are told of it.', flag),
  since: about('When the fault began.', instant),
  message: text,
  count: about('How many slots or executions it is about.', count),
  slot: nullable(instant),
  executionId: nullable(uuid),
});

const slotOutcome = object<SlotOutcome>('SlotOutcome', {
  executionId: about('Null for a stretch of slots that are counted.', nullable(uuid)),
  scheduledAt: about('The slot; of a stretch the first.', instant),
  until: about('The last slot of a stretch.', nullable(instant)),
  count: about('How many slots.', count),
  status: executionStatus,
  durationMs: nullable(number),
});

const inFlight = object<InFlightExecution>('InFlightExecution', {
  executionId: uuid,
  status: oneOf(['pending', 'running']),
  givenUp: about('It has ended, but its handler goes on and holds the lane.', flag),
  attempt: count,
  maxAttempts: count,
  retryAt: nullable(instant),
  scheduledAt: nullable(instant),
  startedAt: nullable(instant),
  heartbeatAt: nullable(instant),
  progress: nullable(number),
  progressMessage: nullable(text),
  instanceId: nullable(uuid),
});

const share = object<ShareState>('ObjectiveShare', {
  target: about('What was asked for, 0 to 1.', number),
  actual: about('What it came to; null where nothing happened.', nullable(number)),
  budgetLeft: about('Part of the error budget that is left; below 0 it is overdrawn.', number),
  burn: about(
    'How many times as fast as allowed it was used: over the last tenth of the window, and its last 120th.',
    fields<ShareState['burn']>({ tenth: number, latest: number }),
  ),
});

const objective = object<ObjectiveState>('ObjectiveState', {
  windowMs: number,
  successRate: about('Good executions among those that tell.', nullable(share)),
  availability: about('Slots that somebody ran among those that were to run.', nullable(share)),
});

type Some<Key extends keyof JobStatus> = NonNullable<JobStatus[Key]>;

export const jobStatus = object<ShownStatus>('JobStatus', {
  jobName: text,
  group: nullable(text),
  owner: nullable(text),
  tags: list(text),
  schedule: text,
  timeZone: text,
  description: about('The schedule in words.', text),
  overlap: text,
  health: oneOf(['healthy', 'late', 'failing', 'stuck', 'paused', 'disabled', 'unknown']),
  findings: about('Why, worst first.', list(finding)),
  paused: nullable(
    fields<Some<'paused'>>({
      since: instant,
      until: nullable(instant),
      by: nullable(text),
      reason: nullable(text),
    }),
  ),
  frozen: nullable(fields<Some<'frozen'>>({ since: instant, until: nullable(instant) })),
  skipNext: nullable(fields<Some<'skipNext'>>({ slot: instant, by: nullable(text), reason: nullable(text) })),
  breaker: nullable(
    fields<Some<'breaker'>>({
      state: oneOf(['closed', 'open', 'half-open']),
      failures: count,
      openedAt: nullable(instant),
      until: nullable(instant),
    }),
  ),
  system: about(
    "Whether it is the library's own, which nobody can pause, freeze, skip, override or take away.",
    flag,
  ),
  observed: about(
    "Whether the host's own scheduler runs it and this library only watches: nobody can steer it here.",
    flag,
  ),
  disabledReason: nullable(text),
  overridden: about('Whether somebody has put something in place of its code.', flag),
  removedAt: nullable(instant),
  nextDueAt: about('First slot that nobody has decided yet.', nullable(instant)),
  lastSlots: about('Newest first, at most 30.', list(slotOutcome)),
  inFlight: list(inFlight),
  objective: about('How it stands with its objective.', nullable(objective)),
  lastSuccessAt: nullable(instant),
  lastFailureAt: nullable(instant),
  impact: about("What happens while it doesn't run, in its developer's words.", nullable(text)),
  rerun: about('Whether running it again does harm.', nullable(oneOf(['safe', 'ask', 'never']))),
  incident: about(
    'Its incident that is not over.',
    nullable(fields<OpenIncident>({ id: uuid, state: oneOf(INCIDENT_STATES), severity: oneOf(SEVERITIES) })),
  ),
});
