import type { AlertThresholds } from '../../libs/tracked-cron/src/health/alert-thresholds.js';
import type { Finding, FindingRule } from '../../libs/tracked-cron/src/health/finding.js';
import type { InFlightExecution, JobFacts } from '../../libs/tracked-cron/src/health/job-facts.js';
import { judgeHealth } from '../../libs/tracked-cron/src/health/job-health.js';
import { resolveThresholds } from '../../libs/tracked-cron/src/health/resolve-thresholds.js';
import type { SlotRecord, SlotStretch } from '../../libs/tracked-cron/src/health/slot-record.js';
import type { EndedStatus } from '../../libs/tracked-cron/src/history/execution-status.js';
import { ScheduledSlots } from '../../libs/tracked-cron/src/manager/slot-times.js';
import type { Calendar } from '../../libs/tracked-cron/src/schedule/calendar.js';
import { Schedule } from '../../libs/tracked-cron/src/schedule/schedule.js';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const NOW = Date.parse('2026-01-10T12:00:00Z');

/** An instant so long after (or before) now. */
export const at = (offsetMs: number) => new Date(NOW + offsetMs);

/** A job that is due every 5 minutes, was decided a minute ago, had a good run five minutes ago, and nothing is wrong with it. */
export function facts(changed: Partial<JobFacts> = {}, written?: AlertThresholds): JobFacts {
  const periodMs = changed.periodMs ?? 5 * MINUTE;
  return {
    now: at(0),
    state: 'active',
    hold: null,
    dueSince: at(-90 * DAY),
    watermark: at(-MINUTE),
    nextDueAt: at(4 * MINUTE),
    periodMs,
    slots: null,
    thresholds: resolveThresholds(written, { periodMs }),
    recent: [],
    stretches: [],
    inFlight: [],
    lastSuccessAt: at(-5 * MINUTE),
    lastFailureAt: null,
    breaker: null,
    executors: null,
    usual: null,
    objective: null,
    ...changed,
  };
}

/** What an expression is due at; `now` is an ISO instant, the watermark the last slot before it. */
export function scheduled(
  expression: string,
  timeZone: string,
  now: string,
  changed: Partial<JobFacts> = {},
  { written, calendars = [] }: { written?: AlertThresholds; calendars?: readonly Calendar[] } = {},
): JobFacts {
  const schedule = Schedule.of(expression, timeZone);
  const instant = Date.parse(now);
  const watermark = changed.watermark?.getTime() ?? schedule.previousBefore(instant + 1)!;
  return facts(
    {
      now: new Date(instant),
      watermark: new Date(watermark),
      nextDueAt: new Date(schedule.nextAfter(watermark)),
      periodMs: schedule.periodAt(watermark),
      slots: new ScheduledSlots(schedule, calendars, 0),
      dueSince: new Date(instant - 90 * DAY),
      lastSuccessAt: new Date(instant),
      ...changed,
    },
    written,
  );
}

/** Slots a period apart, the newest first and a minute ago; each ended a second after its slot. */
export function slots(statuses: readonly EndedStatus[], periodMs = 5 * MINUTE): SlotRecord[] {
  return statuses.map((status, n) => record(status, -MINUTE - n * periodMs));
}

export function record(
  status: EndedStatus,
  slotOffset: number,
  endOffset = slotOffset + SECOND,
  changed: Partial<SlotRecord> = {},
): SlotRecord {
  const ran = status !== 'missed' && status !== 'skipped';
  return {
    status,
    reason: null,
    scheduledAt: at(slotOffset),
    startedAt: ran ? at(slotOffset) : null,
    completedAt: at(endOffset),
    durationMs: ran ? endOffset - slotOffset : null,
    ...changed,
  };
}

/** A good run of a slot, both ISO instants. */
export function goodRun(slot: string, end: string): Partial<JobFacts> {
  const [scheduledAt, completedAt] = [new Date(slot), new Date(end)];
  const durationMs = completedAt.getTime() - scheduledAt.getTime();
  const run: SlotRecord = {
    status: 'completed',
    reason: null,
    scheduledAt,
    startedAt: scheduledAt,
    completedAt,
    durationMs,
  };
  return { recent: [run], lastSuccessAt: completedAt };
}

export function stretch(
  outcome: SlotStretch['outcome'],
  reason: string,
  fromSlot: Date,
  toSlot: Date,
  count = 1,
): SlotStretch {
  return { fromSlot, toSlot, outcome, reason, count };
}

export function running(startOffset: number, changed: Partial<InFlightExecution> = {}): InFlightExecution {
  return {
    id: 'e1',
    status: 'running',
    scheduledAt: at(startOffset),
    startedAt: at(startOffset),
    attempt: 1,
    heartbeatAt: null,
    progress: null,
    progressMessage: null,
    lostAt: null,
    ...changed,
  };
}

export function pending(slotOffset: number, changed: Partial<InFlightExecution> = {}): InFlightExecution {
  return running(slotOffset, { status: 'pending', startedAt: null, ...changed });
}

export const found = (judged: JobFacts): readonly Finding[] => judgeHealth(judged).findings;

export const findingOf = (rule: FindingRule, judged: JobFacts): Finding | undefined =>
  found(judged).find((finding) => finding.rule === rule);

export const repeat = (status: EndedStatus, times: number) => Array.from({ length: times }, () => status);
