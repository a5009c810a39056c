import { Schedule } from '../../../libs/tracked-cron/src/schedule/schedule.js';
import type { WitnessRow } from '../../support/witness.js';
import type { FaultRecord, RecordedJob } from './record.js';

/** What must hold after every fault, whatever it was. Each answers what it found broken, in words. */
export const INVARIANTS: readonly ((record: FaultRecord) => string[])[] = [
  oneEnd,
  allowedEdges,
  watermarksNeverFall,
  oneDecisionPerSlot,
  oneCallPerAttempt,
  oneExecutionPerSlot,
  disjointIntervals,
  nothingInFlightWithoutAnOwner,
  foundAfterTheLease,
];

/** Everything that is broken in a record; empty where all invariants hold. */
export function brokenInvariants(record: FaultRecord): string[] {
  return INVARIANTS.flatMap((invariant) => invariant(record));
}

/** An execution ends once, and whatever ended is no longer in flight. */
function oneEnd({ ended, live }: FaultRecord): string[] {
  const ends = countBy(ended, ({ id }) => id);
  return [
    ...[...ends].filter(([, count]) => count > 1).map(([id, count]) => `${id} ended ${count} times`),
    ...live.filter(({ id }) => ends.has(id)).map(({ id }) => `${id} ended, and is in flight as well`),
  ];
}

const ENDS_OF_A_RUN = ['completed', 'failed', 'timed_out', 'cancelled', 'lost'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  born: ['pending', 'running', 'skipped', 'missed'],
  // an owner that changes is an edge too: the epoch grows
  pending: ['pending', 'running', 'cancelled'],
  running: ['pending', 'running', ...ENDS_OF_A_RUN],
};

/** No other edge than those of the state diagram, and an epoch that only grows. */
function allowedEdges({ edges, ended, live, jobs }: FaultRecord): string[] {
  const scopes = new Map(jobs.map(({ id, scope }) => [id, scope]));
  const unclaimed = new Set(
    [...ended, ...live].filter(({ job_id }) => scopes.get(job_id) === 'instance').map(({ id }) => id),
  );
  return edges.flatMap(({ execution_id, from_status, to_status, from_epoch, to_epoch }) => {
    const found: string[] = [];
    // whom nobody claims may be born with its end
    const isAllowed =
      ALLOWED[from_status ?? 'born']?.includes(to_status) ||
      (from_status === null && unclaimed.has(execution_id) && ENDS_OF_A_RUN.includes(to_status));
    if (!isAllowed) found.push(`${execution_id} went from ${from_status ?? 'nothing'} to ${to_status}`);
    if (from_epoch !== null && to_epoch < from_epoch)
      found.push(`the epoch of ${execution_id} fell from ${from_epoch} to ${to_epoch}`);
    return found;
  });
}

function watermarksNeverFall({ jobChanges }: FaultRecord): string[] {
  return jobChanges
    .filter(({ what }) => what === 'watermark fell')
    .map(({ job_id, before, after }) => `the watermark of ${job_id} fell from ${before} to ${after}`);
}

/** Each slot between registration and watermark has one row, or is counted in a range; no other instant has any. */
function oneDecisionPerSlot({ jobs, jobChanges, ended, live, ranges }: FaultRecord): string[] {
  const rescheduled = new Set(jobChanges.map(({ job_id }) => job_id));
  const decided = new Map<string, number[]>();
  for (const { job_id, slot, trigger } of [...ended, ...live]) {
    if (trigger !== 'schedule' || slot === null) continue;
    const slots = decided.get(job_id);
    if (slots) slots.push(slot.getTime());
    else decided.set(job_id, [slot.getTime()]);
  }
  return jobs.flatMap((job) => {
    // every instance decides those of scope instance for itself; a new schedule begins where it was changed
    if (job.scope === 'instance' || job.registered === null || rescheduled.has(job.id)) return [];
    const own = ranges.filter(({ job_id }) => job_id === job.id);
    return undecided(job, decided.get(job.id) ?? [], own).map((what) => `${job.name}: ${what}`);
  });
}

function undecided(
  { schedule, time_zone, registered, watermark }: RecordedJob,
  decided: readonly number[],
  ranges: FaultRecord['ranges'],
): string[] {
  const found: string[] = [];
  const rows = countBy(decided, (slot) => slot);
  let counted = 0;
  for (const due of slotsOf(schedule, time_zone, registered!.getTime(), watermark.getTime())) {
    const count = rows.get(due) ?? 0;
    rows.delete(due);
    const isCounted = ranges.some(({ from_slot, to_slot }) => +from_slot <= due && due <= +to_slot);
    if (count === 0 && isCounted) counted += 1;
    if (count === 0 && !isCounted) found.push(`nobody decided ${iso(due)}`);
    if (count > 1) found.push(`${iso(due)} was decided ${count} times`);
  }
  const inRanges = ranges.reduce((sum, { count }) => sum + count, 0);
  if (inRanges !== counted)
    found.push(`${inRanges} slots are counted in ranges, ${counted} are there to be counted`);
  for (const slot of rows.keys()) found.push(`${iso(slot)} was decided, and was not due`);
  return found;
}

function slotsOf(schedule: string, timeZone: string, after: number, upTo: number): Iterable<number> {
  return new Schedule(schedule, { timeZone }).slotsBetween(after, upTo);
}

/** A handler is called once an attempt, and for no more attempts than there are. */
function oneCallPerAttempt({ witness, ended, live }: FaultRecord): string[] {
  const most = new Map([...ended, ...live].map(({ id, max_attempts }) => [id, max_attempts]));
  const calls = witness.filter(({ what }) => what === 'began');
  const perAttempt = countBy(calls, ({ execution_id, attempt }) => `${execution_id}, attempt ${attempt},`);
  const unknown = calls.filter(({ execution_id }) => !most.has(execution_id));
  return [
    ...[...perAttempt].filter(([, n]) => n > 1).map(([which, n]) => `${which} was called ${n} times`),
    ...calls
      .filter(({ execution_id, attempt }) => attempt > (most.get(execution_id) ?? Infinity))
      .map(({ execution_id, attempt }) => `${execution_id} was given attempt ${attempt}`),
    ...unknown.map(({ execution_id }) => `${execution_id} was called, and is not on record`),
  ];
}

/** A slot that is claimed has one execution, as its handlers saw it. */
function oneExecutionPerSlot({ witness, jobs, ended, live }: FaultRecord): string[] {
  const claimed = new Set(jobs.filter(({ scope }) => scope === 'cluster').map(({ name }) => name));
  const bySchedule = new Set(
    [...ended, ...live].filter(({ trigger }) => trigger === 'schedule').map(({ id }) => id),
  );
  const executions = new Map<string, Set<string>>();
  for (const { execution_id, job, slot } of witness) {
    if (slot === null || !claimed.has(job) || !bySchedule.has(execution_id)) continue;
    const which = `${job} at ${slot.toISOString()}`;
    executions.set(which, (executions.get(which) ?? new Set()).add(execution_id));
  }
  return [...executions]
    .filter(([, { size }]) => size > 1)
    .map(([which, { size }]) => `${which} was run by ${size} executions`);
}

/** Of a job that must not overlap, one handler ends before the next begins. */
function disjointIntervals(record: FaultRecord): string[] {
  const exclusive = new Set(
    record.jobs
      .filter(({ overlap, scope }) => (overlap === 'skip' || overlap === 'queue') && scope === 'cluster')
      .map(({ name }) => name),
  );
  const ends = endsOfCalls(record);
  const runs = record.witness
    .filter(({ what, job }) => what === 'began' && exclusive.has(job))
    .map((row) => ({ row, end: ends.get(callOf(row)) ?? Infinity }));
  const found: string[] = [];
  const latest = new Map<string, (typeof runs)[number]>();
  for (const run of runs) {
    const { job, execution_id, at } = run.row;
    const before = latest.get(job);
    if (before && before.end > at.getTime())
      found.push(`${job}: ${execution_id} began while ${before.row.execution_id} was running`);
    if (!before || run.end >= before.end) latest.set(job, run);
  }
  return found;
}

/**
 * When a call was over, as far as a job's lane is concerned. Of a process that died, or was taken for dead, there is no better word than that
 * of who found it.
 */
function endsOfCalls({ witness, ended, attempts }: FaultRecord): Map<string, number> {
  const ends = new Map<string, number>();
  for (const row of witness) {
    if (row.what !== 'began') ends.set(callOf(row), row.at.getTime());
  }
  const foundAt = (call: string, at: Date) => ends.set(call, Math.min(ends.get(call) ?? Infinity, +at));
  for (const { execution_id, attempt, failure, ended_at } of attempts) {
    if (failure === 'lost') foundAt(callOf({ execution_id, attempt }), ended_at);
  }
  const lastAttempt = new Map<string, number>();
  for (const { execution_id, attempt } of witness) {
    lastAttempt.set(execution_id, Math.max(attempt, lastAttempt.get(execution_id) ?? 0));
  }
  for (const { id, status, reason, completed_at } of ended) {
    if (status !== 'lost' && reason !== 'lease_lost' && reason !== 'shutdown') continue;
    foundAt(callOf({ execution_id: id, attempt: lastAttempt.get(id) ?? 0 }), completed_at!);
  }
  return ends;
}

function callOf({ execution_id, attempt }: Pick<WitnessRow, 'execution_id' | 'attempt'>): string {
  return `${execution_id} ${attempt}`;
}

/** Whose instance has ended is in flight no longer. */
function nothingInFlightWithoutAnOwner({ live, instances }: FaultRecord): string[] {
  const alive = new Set(instances.filter(({ stopped_at }) => stopped_at === null).map(({ id }) => id));
  return live
    .filter(({ instance_id }) => instance_id !== null && !alive.has(instance_id))
    .map(({ id, status }) => `${id} is ${status}, although its instance has ended`);
}

/** Nobody is declared dead whose lease still held. */
function foundAfterTheLease({ ended, instances }: FaultRecord): string[] {
  const leases = new Map(instances.map(({ id, lease_until }) => [id, lease_until]));
  return ended
    .filter(({ status, reason }) => status === 'lost' && reason === 'instance_died')
    .filter(({ instance_id, completed_at }) => completed_at! < (leases.get(instance_id!) ?? 0))
    .map(({ id }) => `${id} was found lost before the lease of its instance had run out`);
}

function countBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
