import type { Schemas } from '../../../api/client.js';
import type { JobStatus } from '../../../api/queries.js';
import type { Status } from '../../../theme/states.js';
import { DUE_NOW_MS } from '../attention.js';

type Lane = Schemas['TimelineLane'];

/** One thing in a lane that can be pointed at. Instants are milliseconds since the epoch. */
export type LaneItem =
  | {
      readonly kind: 'execution';
      readonly id: string;
      readonly jobName: string;
      readonly status: Status;
      readonly from: number;
      /** Null while it is in flight. */
      readonly to: number | null;
    }
  | {
      readonly kind: 'counted';
      readonly from: number;
      readonly to: number;
      readonly counts: readonly { readonly status: Status; readonly count: number }[];
    }
  | {
      readonly kind: 'due';
      readonly from: number;
      /** Where more slots follow than are told one by one: how far they may go on. */
      readonly to: number | null;
      /** It has come, and nobody has decided it. */
      readonly isOverdue: boolean;
    };

type Execution = Extract<LaneItem, { kind: 'execution' }>;

interface Known {
  /** The lane as the API laid it out; nothing where that is still to come. */
  readonly lane: Lane | undefined;
  /** When it was laid out, milliseconds since the epoch. */
  readonly laidAt: number;
  /** The job as it is now, which is newer; nothing for a lane of an instance. */
  readonly job: JobStatus | undefined;
  readonly now: number;
  /** The end of what is shown. */
  readonly until: number;
}

/** So much before it was laid out a slot may have been decided that is not in it yet. */
const LAID_LATE_MS = 60_000;

/** What is in a lane, in the order of time: as it was laid out, with what the job has done since. */
export function laneItems({ lane, laidAt, job, now, until }: Known): LaneItem[] {
  const told = new Map<string, Execution>();
  for (const execution of lane?.executions ?? []) told.set(execution.executionId, executionOf(execution));
  if (job) addNews(told, job, { laidAt, now, isCounted: isBusy(lane) });
  return [...told.values(), ...countedOf(lane), ...dueOf(lane, job, now, until)].sort(
    (a, b) => a.from - b.from,
  );
}

function executionOf({ executionId, jobName, status, from, to }: Lane['executions'][number]): Execution {
  return {
    kind: 'execution',
    id: executionId,
    jobName,
    status,
    from: Date.parse(from),
    to: to === null ? null : Date.parse(to),
  };
}

/** What the job's status knows that the lane does not: what has started, and what has ended since. */
function addNews(
  told: Map<string, Execution>,
  { jobName, inFlight, lastSlots }: JobStatus,
  { laidAt, now, isCounted }: { laidAt: number; now: number; isCounted: boolean },
): void {
  const flying = new Set(inFlight.filter(({ givenUp }) => !givenUp).map(({ executionId }) => executionId));
  for (const { executionId, givenUp, status, startedAt, scheduledAt } of inFlight) {
    const from = startedAt ?? scheduledAt;
    if (givenUp || from === null) continue;
    const known = told.get(executionId);
    if (known?.to === null || known === undefined)
      told.set(executionId, {
        kind: 'execution',
        id: executionId,
        jobName,
        status,
        from: Date.parse(from),
        to: null,
      });
  }
  const least = laidAt - LAID_LATE_MS;
  for (const { executionId, scheduledAt, status, durationMs } of lastSlots) {
    if (executionId === null || flying.has(executionId)) continue;
    const known = told.get(executionId);
    const from = known?.from ?? Date.parse(scheduledAt);
    // those of a busy lane are counted up to when it was laid out
    const isNew = known === undefined && from > (isCounted ? laidAt : least);
    if (isNew || known?.to === null)
      told.set(executionId, {
        kind: 'execution',
        id: executionId,
        jobName,
        status,
        from,
        to: from + (durationMs ?? 0),
      });
  }
  for (const execution of told.values()) {
    // it has ended; how, the next answer tells
    if (execution.to === null && !flying.has(execution.id)) told.set(execution.id, { ...execution, to: now });
  }
}

function isBusy(lane: Lane | undefined): boolean {
  return lane !== undefined && lane.executions.length === 0 && lane.counted.length > 0;
}

/** What is counted of one stretch is one thing, whatever became of it. */
function countedOf(lane: Lane | undefined): LaneItem[] {
  const byStretch = new Map<
    string,
    { from: number; to: number; counts: { status: Status; count: number }[] }
  >();
  for (const { from, to, status, count } of lane?.counted ?? []) {
    const key = `${from} ${to}`;
    const stretch = byStretch.get(key) ?? { from: Date.parse(from), to: Date.parse(to), counts: [] };
    stretch.counts.push({ status, count });
    byStretch.set(key, stretch);
  }
  return [...byStretch.values()].map((stretch) => ({ kind: 'counted', ...stretch }));
}

function dueOf(lane: Lane | undefined, job: JobStatus | undefined, now: number, until: number): LaneItem[] {
  const slots = (lane?.due ?? []).map((slot) => Date.parse(slot)).filter((slot) => slot > now);
  // where not all of them are told, one stands for all
  const coming = lane?.moreDue ? slots.slice(0, 1) : slots;
  const next = job?.nextDueAt ? Date.parse(job.nextDueAt) : null;
  const isOverdue = next !== null && next <= now - DUE_NOW_MS && job?.inFlight.length === 0;
  return [
    ...(isOverdue ? [{ kind: 'due', from: next, to: null, isOverdue } as const] : []),
    ...coming.map((from): LaneItem => ({
      kind: 'due',
      from,
      to: lane?.moreDue ? until : null,
      isOverdue: false,
    })),
  ];
}
