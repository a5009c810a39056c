import type { LiveExecutionEntity } from '../cluster/live-execution.entity.js';
import { CronJobEntity } from '../definition/cron-job.entity.js';
import { closedBy, type Calendar } from '../schedule/calendar.js';
import { dueAt } from '../schedule/jitter.js';
import { Schedule } from '../schedule/schedule.js';
import { judgedStatus } from './judged-status.js';
import { LAST_ROWS, type EndedRow, type SlotRangeRow } from './job-facts.repository.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A job with which nothing is ever wrong. Those with little history take less than half an hour: longer is `stuck`. */
interface QuietJob {
  readonly expression: string;
  readonly timeZone?: string;
  readonly calendar?: readonly Calendar[];
  readonly jitter?: number;
  /** How long the execution of a slot takes, milliseconds. */
  readonly takes: (slot: number) => number;
  readonly alertThresholds?: object;
}

const WEEKDAYS: readonly Calendar[] = [
  { businessDays: [1, 2, 3, 4, 5], holidays: ['2026-03-25', '2026-04-06'], blackouts: [] },
];
/** From 0.5 to 1.5 times as long, but always the same for a slot. */
const about = (ms: number) => (slot: number) => ms * (0.5 + ((slot / SECOND) % 1_009) / 1_009);

const JOBS: Record<string, QuietJob> = {
  'every minute': { expression: '* * * * *', takes: about(10 * SECOND) },
  'every minute, longer than a minute': { expression: '* * * * *', takes: about(150 * SECOND) },
  'every five minutes at work': {
    expression: '*/5 8-17 * * mon-fri',
    timeZone: 'Europe/Riga',
    takes: about(MINUTE),
  },
  hourly: { expression: '15 * * * *', timeZone: 'America/New_York', takes: about(20 * MINUTE) },
  'at irregular times': { expression: '0 3,9,10 * * *', timeZone: 'Europe/Riga', takes: about(5 * MINUTE) },
  'nightly, in the gap of the clocks': {
    expression: '30 3 * * *',
    timeZone: 'Europe/Riga',
    takes: about(HOUR),
    alertThresholds: { mustSucceedBy: '06:00' },
  },
  'nightly, with jitter': { expression: '0 0 * * *', jitter: 2 * HOUR, takes: about(40 * MINUTE) },
  'on open days': {
    expression: '0 9 * * *',
    timeZone: 'Europe/Berlin',
    calendar: WEEKDAYS,
    takes: about(MINUTE),
  },
  weekly: {
    expression: '0 2 * * sun',
    timeZone: 'America/New_York',
    takes: about(20 * MINUTE),
    alertThresholds: { mustSucceedBy: '6:00' },
  },
  monthly: { expression: '0 4 1 * *', timeZone: 'Europe/Riga', takes: about(18 * MINUTE) },
};

/** Both clock changes of spring lie in it. */
const FROM = Date.parse('2026-03-01T00:00:00Z');
const TO = FROM + 45 * DAY;
/** The time from a slot's start to its claim. */
const CLAIM_MS = 2 * SECOND;

/** What became of a slot. */
interface Fate {
  readonly slot: number;
  readonly start: number;
  /** The start itself, where it was skipped. */
  readonly end: number;
  readonly outcome: 'completed' | 'skipped' | 'closed';
}

describe('a month in which all went well', () => {
  it.each(Object.keys(JOBS))('tells nothing of a job that is due %s', (name) => {
    const job = JOBS[name];
    const fates = fatesOf(name, job);
    const told: string[] = [];
    for (const now of instantsOf(fates)) {
      for (const { rule, told: isTold, message } of statusAt(name, job, fates, now).findings) {
        if (isTold) told.push(`${new Date(now).toISOString()} ${rule}: ${message}`);
      }
    }
    expect(told).toEqual([]);
  });
});

function fatesOf(
  name: string,
  { expression, timeZone = 'UTC', calendar = [], jitter = 0, takes }: QuietJob,
): Fate[] {
  const schedule = Schedule.of(expression, timeZone);
  const fates: Fate[] = [];
  let busyUntil = 0;
  for (const slot of schedule.slotsBetween(FROM - 35 * DAY, TO)) {
    const start = dueAt({ name, jitter, schedule }, slot) + CLAIM_MS;
    if (closedBy(calendar, timeZone, slot) !== null)
      fates.push({ slot, start, end: start, outcome: 'closed' });
    else if (start < busyUntil) fates.push({ slot, start, end: start, outcome: 'skipped' });
    else {
      busyUntil = start + takes(slot);
      fates.push({ slot, start, end: busyUntil, outcome: 'completed' });
    }
  }
  return fates;
}

/** Around what happens to some of the slots, and in between. */
function instantsOf(fates: readonly Fate[]): number[] {
  const every = Math.max(1, Math.floor(fates.length / 120));
  const chosen = fates.filter((_, nth) => nth % every === 0);
  const around = chosen.flatMap(({ slot, start, end }) => [slot - 1, slot, start - 1, start, end - 1, end]);
  const between = Array.from({ length: 45 * 8 }, (_, nth) => FROM + nth * 3 * HOUR + 59 * MINUTE + 59_999);
  return [...around, ...between].filter((now) => now >= FROM && now < TO);
}

function statusAt(name: string, job: QuietJob, fates: readonly Fate[], now: number) {
  const decided = startedBy(fates, now);
  const inFlight = decided.filter(({ end, outcome }) => outcome === 'completed' && end > now);
  const over = decided.filter(({ end, outcome }) => outcome !== 'closed' && end <= now).slice(-45);
  return judgedStatus(rowOf(name, job, decided), new Date(now), {
    inFlight: inFlight.map(liveRow),
    ended: over.map(endedRow),
    ranges: decided
      .filter(({ outcome }) => outcome === 'closed')
      .slice(-LAST_ROWS)
      .map(rangeRow),
  });
}

/** The last of those that have started. */
function startedBy(fates: readonly Fate[], now: number): readonly Fate[] {
  let [low, high] = [0, fates.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fates[middle].start <= now) low = middle + 1;
    else high = middle;
  }
  return fates.slice(Math.max(0, low - 100), low);
}

function rowOf(name: string, job: QuietJob, decided: readonly Fate[]): CronJobEntity {
  const { expression, timeZone = 'UTC', calendar = null, jitter = 0, alertThresholds = {} } = job;
  const good = decided.filter(({ outcome }) => outcome === 'completed').at(-2);
  return Object.assign(new CronJobEntity(), {
    name,
    schedule: expression,
    timeZone,
    options: { enabled: true, calendar, jitter, alertThresholds },
    lastSlotAt: new Date(decided.at(-1)?.slot ?? FROM - 35 * DAY),
    createdAt: new Date(FROM - 400 * DAY),
    lastSuccessAt: new Date(good?.end ?? FROM - 35 * DAY),
    lastFailureAt: null,
    dueSince: null,
    pausedAt: null,
    frozenAt: null,
    removedAt: null,
    skipSlot: null,
    overrideKey: null,
    breakerUntil: null,
  });
}

function endedRow({ slot, start, end, outcome }: Fate): EndedRow {
  const ran = outcome === 'completed';
  return {
    jobId: 'j',
    id: `e${slot}`,
    status: ran ? 'completed' : 'skipped',
    reason: ran ? null : 'overlap',
    kept: 'short',
    scheduledAt: new Date(slot),
    startedAt: ran ? new Date(start) : null,
    completedAt: new Date(end),
    durationMs: ran ? end - start : null,
    fingerprint: null,
  };
}

function liveRow({ slot, start }: Fate): LiveExecutionEntity {
  return {
    id: `e${slot}`,
    status: 'running',
    scheduledAt: new Date(slot),
    startedAt: new Date(start),
    attempt: 1,
    maxAttempts: 1,
    heartbeatAt: null,
    progress: null,
    progressMessage: null,
  } as LiveExecutionEntity;
}

function rangeRow({ slot }: Fate): SlotRangeRow {
  const at = new Date(slot);
  return { jobId: 'j', fromSlot: at, toSlot: at, outcome: 'skipped', reason: 'no_business_day', count: 1 };
}
