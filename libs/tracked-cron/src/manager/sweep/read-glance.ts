import type { Glance, InstanceGlance, JobGlance, JobHolds, LiveGlance, WrittenGlance } from './glance.js';

type Instant = number | null;
type HoldsRow = [
  pausedAt: Instant,
  pausedUntil: Instant,
  frozenAt: Instant,
  frozenUntil: Instant,
  removedAt: Instant,
  dueSince: Instant,
  breakerFailures: number,
  breakerOpenedAt: Instant,
  breakerUntil: Instant,
  lastSuccessAt: Instant,
  lastFailureAt: Instant,
];
type LiveRow = [
  id: string,
  status: string,
  scheduledAt: Instant,
  startedAt: Instant,
  attempt: number,
  heartbeatAt: Instant,
  progress: number | null,
  progressMessage: string | null,
  lostAt: Instant,
];
type WrittenRow = [
  fresh: number,
  bad: number,
  longestMs: number | null,
  goodEndedAt: Instant,
  goodPlace: Instant,
  again: number,
  recent: number,
];
type InstanceRow = [labels: string[], generationId: string | null, jobs: number, endedAt: Instant];
type Told = [cursor: string, seamless: boolean];

/** A job, or, without an id, what is told once: where the look ended, and the instances. */
export type GlanceRow =
  | {
      readonly id: string;
      readonly version: number;
      readonly lastSlotAt: number;
      readonly holds: HoldsRow | null;
      readonly live: LiveRow[] | null;
      readonly written: WrittenRow | null;
    }
  | { readonly id: null; readonly holds: Told; readonly live: InstanceRow[] | null };

/** Reads what {@link SweepRepository} asked for in small arrays. */
export function readGlance(rows: readonly GlanceRow[]): Glance {
  const jobs: JobGlance[] = [];
  let told: Told = ['-infinity', false];
  let instances: InstanceRow[] = [];
  for (const row of rows) {
    if (row.id === null) {
      told = row.holds;
      instances = row.live ?? [];
      continue;
    }
    const { id, version, lastSlotAt, holds, live, written } = row;
    jobs.push({
      id,
      version,
      lastSlotAt: Math.round(lastSlotAt),
      holds: holds && readHolds(holds),
      live: live?.map(readLive) ?? [],
      written: written && readWritten(written),
    });
  }
  return { cursor: told[0], seamless: told[1], jobs, instances: instances.map(readInstance) };
}

function readHolds(row: HoldsRow): JobHolds {
  const [pausedAt, pausedUntil, frozenAt, frozenUntil, removedAt, dueSince, breakerFailures, ...rest] = row;
  const [breakerOpenedAt, breakerUntil, lastSuccessAt, lastFailureAt] = rest;
  return {
    pausedAt: dateOf(pausedAt),
    pausedUntil: dateOf(pausedUntil),
    frozenAt: dateOf(frozenAt),
    frozenUntil: dateOf(frozenUntil),
    removedAt: dateOf(removedAt),
    dueSince: dateOf(dueSince),
    breakerFailures,
    breakerOpenedAt: dateOf(breakerOpenedAt),
    breakerUntil: dateOf(breakerUntil),
    lastSuccessAt: dateOf(lastSuccessAt),
    lastFailureAt: dateOf(lastFailureAt),
  };
}

function readLive(row: LiveRow): LiveGlance {
  const [id, status, scheduledAt, startedAt, attempt, heartbeatAt, ...said] = row;
  const [progress, progressMessage, lostAt] = said;
  return {
    id,
    status,
    scheduledAt: dateOf(scheduledAt),
    startedAt: dateOf(startedAt),
    attempt,
    heartbeatAt: dateOf(heartbeatAt),
    progress,
    progressMessage,
    lostAt: dateOf(lostAt),
  };
}

function readWritten([fresh, bad, longestMs, endedAt, place, again, recent]: WrittenRow): WrittenGlance {
  const good = endedAt === null ? null : { endedAt: dateOf(endedAt)!, place: dateOf(place)! };
  return { fresh, bad, longestMs, good, again, recent };
}

function readInstance([labels, generationId, jobs, endedAt]: InstanceRow): InstanceGlance {
  return { labels, generationId, jobs, endedAt: endedAt && Math.round(endedAt) };
}

function dateOf(ms: Instant): Date | null {
  return ms === null ? null : new Date(Math.round(ms));
}
