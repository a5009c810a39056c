import { uuidV7Floor } from '../id-generator.js';
import { SYSTEM_PREFIX } from '../system-prefix.js';
import { STARTED_LATE, STARTED_SOON } from './births.js';
import { ENDED_STATUSES, LIVE_STATUSES, retentionClassOf, type ExecutionStatus } from './execution-status.js';
import type { HistoryQuery } from './history-query.js';
import type { HistoryReach } from './history-reach.repository.js';
import type { HistoryOrder } from './history-sort.js';
import type { SqlParameters } from './sql-parameters.js';

/**
 * A part of the view whose rows one index can give in order. A query is the union of such parts, each limited: read as
 * a whole, the view opens every partition for its first row; a part opens them one after the other until it has enough.
 */
export interface HistoryPart {
  /** In flight, or one class of what has ended. */
  readonly kept: 'live' | 'short' | 'long';
  /** All of them hold. Written anew wherever the part is, because a parameter that nothing uses is refused. */
  readonly conditions: (parameters: SqlParameters) => readonly string[];
  /** Whose rows these are, where not everybody's; the index by this column gives those of each value in order. */
  readonly whose: Whose | null;
  /** What of these rows belongs to the part; no index gives that in order. */
  readonly also: readonly Whose[];
  /** Whether its rows started soon after their births, and are ordered by start: births say where they lie. */
  readonly byBirth: boolean;
}

/** One of these values is in that column, or none of them. */
export interface Whose {
  readonly column: 'job_id' | 'fingerprint';
  readonly type: 'uuid' | 'text';
  readonly values: readonly string[];
  readonly none?: true;
}

/**
 * So many values are looked up one by one; among the rows of more it pays to look at the nearest ones of everybody's first. Where
 * other filters leave out rows of theirs, each look-up goes far.
 */
const FEW = { alone: 32, narrowed: 8 };
/** Filters that leave out rows of a job or error. */
const NARROWING = ['status', 'trigger', 'instance', 'release', 'overlaps'] as const;

/** How long an execution of any job, or of a job that was asked for, can have been in flight for `overlaps` to find it. */
const LONGEST_FLIGHT_MS = { anyJob: 24 * 3_600_000, ofJobs: 31 * 24 * 3_600_000 };
/** Nearly all that ever flew was down again by then; what flies longer has an index of its own. */
const SHORT_FLIGHT_MS = 10 * 60_000;
/** Ids and `created_at` are made by different clocks. */
const CLOCK_MARGIN_MS = 60_000;
const NEVER_IN_FLIGHT: readonly ExecutionStatus[] = ['skipped', 'missed'];

/** The parts that together hold exactly what the query asks for; none when nothing can match. */
export function partsOf(
  query: HistoryQuery,
  reach: HistoryReach,
  scope: { application: string; environment: string },
  order: HistoryOrder,
): HistoryPart[] {
  const { namedJobIds, jobIds, fingerprints } = reach;
  if (reach.nothing || jobIds?.length === 0) return [];
  const jobs = jobIds && ofJobs(jobIds);
  const part = (slice: Slice, whose: Whose | null, also: readonly Whose[] = []): HistoryPart => ({
    kept: slice.kept,
    conditions: (parameters) => [
      ...sliceConditions(slice, query, jobs !== null, parameters),
      ...(jobs === null ? scopeConditions(scope, parameters) : []),
      ...rowConditions(query, reach, parameters),
      ...(order.key === null ? [] : [`e.${order.key.column} is not null`]),
    ],
    whose,
    also,
    byBirth: slice.start === 'soon',
  });
  const slices = slicesOf(query, order, jobs !== null && !isOfMany(query, reach));
  if (query.search === undefined) return slices.map((slice) => part(slice, jobs));

  const named = ofJobs(namedJobIds);
  const unnamed = namedJobIds.length === 0 ? [] : [{ ...named, none: true } as const];
  const failing = { column: 'fingerprint', type: 'text', values: fingerprints } as const;
  const [whose, ...also] =
    jobs === null ? [failing] : jobs.values.length <= FEW.narrowed ? [jobs, failing] : [failing, jobs];
  return [
    ...(namedJobIds.length === 0 ? [] : slices.map((slice) => part(slice, named))),
    ...slices
      .filter(({ kept }) => kept === 'long' && fingerprints.length > 0)
      .map((slice) => part(slice, whose, [...also, ...unnamed])),
  ];
}

/** Whether there are so many places to look that the nearest rows of everybody are looked through first. */
export function isOfMany(query: HistoryQuery, { jobIds, namedJobIds, fingerprints }: HistoryReach): boolean {
  const few = NARROWING.some((name) => query[name] !== undefined) ? FEW.narrowed : FEW.alone;
  return [jobIds, namedJobIds, fingerprints].some((values) => values !== null && values.length > few);
}

/** Whether few jobs are asked for what mostly doesn't become of executions: a page of that lies far back. */
export function isRare(query: HistoryQuery, reach: HistoryReach): boolean {
  const { status = [] } = query;
  return (
    reach.jobIds !== null && status.length > 0 && !status.includes('completed') && !isOfMany(query, reach)
  );
}

/** The condition. What values there are is hidden from the planner, which would weigh each of them for each partition. */
export function isOneOf({ column, type, values, none }: Whose, parameters: SqlParameters): string {
  const [comparison, of] = none ? ['<>', 'all'] : ['=', 'any'];
  // `= any` of one element would cost the index its order
  return values.length === 1
    ? `e.${column} ${comparison} ${parameters.add(values[0])}::${type}`
    : `e.${column} ${comparison} ${of}((select ${parameters.add(values)}::${type}[])::${type}[])`;
}

function ofJobs(values: readonly string[]): Whose {
  return { column: 'job_id', type: 'uuid', values };
}

/** In flight, or one class of history; `status` is null where every status of it is asked for. */
interface Slice {
  readonly kept: HistoryPart['kept'];
  readonly statuses: readonly ExecutionStatus[] | null;
  /** Where it is asked what was in flight: those that were so for long, or the others. */
  readonly flight: 'short' | 'long' | null;
  /** Where starts are ordered: those soon after the birth, or the others. */
  readonly start: 'soon' | 'late' | null;
}

function slicesOf(query: HistoryQuery, order: HistoryOrder, ofFewJobs: boolean): Slice[] {
  const asked = query.status?.length ? query.status : [...LIVE_STATUSES, ...ENDED_STATUSES];
  const wanted = new Set(
    query.overlaps ? asked.filter((status) => !NEVER_IN_FLIGHT.includes(status)) : asked,
  );
  const classes: Record<HistoryPart['kept'], readonly ExecutionStatus[]> = {
    live: LIVE_STATUSES,
    short: ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'short'),
    long: ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'long'),
  };
  // one status, one part: (status, id) gives only those of one in order; a job's few rows need no such care, nor do those
  // of a fingerprint
  const apart = !ofFewJobs && query.search === undefined && query.status?.length;
  return Object.entries(classes).flatMap(([kept, all]): Slice[] => {
    const statuses = all.filter((status) => wanted.has(status));
    if (statuses.length === 0) return [];
    const flights = query.overlaps && kept !== 'live' ? (['short', 'long'] as const) : [null];
    const groups =
      statuses.length === all.length ? [null] : apart ? statuses.map((one) => [one]) : [statuses];
    const starts = order.key?.column === 'started_at' ? (['soon', 'late'] as const) : [null];
    return groups.flatMap((group) =>
      flights.flatMap((flight) =>
        starts.map((start) => ({ kept: kept as HistoryPart['kept'], statuses: group, flight, start })),
      ),
    );
  });
}

function* sliceConditions(
  { kept, statuses, flight, start }: Slice,
  { overlaps }: HistoryQuery,
  ofJobs: boolean,
  parameters: SqlParameters,
): Generator<string> {
  yield kept === 'live' ? 'e.kept is null' : `e.kept = '${kept}'`;
  if (statuses !== null) yield `e.status in (${statuses.map((status) => `'${status}'`).join(', ')})`;
  if (start !== null) yield start === 'soon' ? STARTED_SOON : STARTED_LATE;
  if (!overlaps || flight === null) return;
  const longest = ofJobs ? LONGEST_FLIGHT_MS.ofJobs : LONGEST_FLIGHT_MS.anyJob;
  const before = flight === 'long' ? longest : SHORT_FLIGHT_MS + CLOCK_MARGIN_MS;
  yield `e.completed_at - e.created_at ${flight === 'long' ? '>' : '<='} interval '10 minutes'`;
  yield `e.id >= ${parameters.add(uuidV7Floor(Math.max(0, overlaps[0].getTime() - before)))}::uuid`;
  yield `e.completed_at >= ${parameters.add(overlaps[0])}::timestamptz`;
}

function scopeConditions(
  scope: { application: string; environment: string },
  parameters: SqlParameters,
): string[] {
  return [
    `e.application = ${parameters.add(scope.application)}`,
    `e.environment = ${parameters.add(scope.environment)}`,
    // who watches over jobs does so every few seconds: that is shown to those who ask for it by name
    `e.job_name not like '${SYSTEM_PREFIX}%'`,
  ];
}

function* rowConditions(
  query: HistoryQuery,
  reach: HistoryReach,
  parameters: SqlParameters,
): Generator<string> {
  const { trigger, instance, release, fingerprint, from, to, overlaps } = query;
  if (trigger !== undefined) yield `e.trigger = ${parameters.add(trigger)}`;
  if (instance !== undefined) yield `e.instance_id = ${parameters.add(instance)}::uuid`;
  if (release !== undefined) yield `e.release = ${parameters.add(release)}`;
  if (fingerprint !== undefined) yield `e.fingerprint = ${parameters.add(fingerprint)}`;
  const floors = [from?.getTime(), reach.lifetime?.from].filter((bound) => bound !== undefined);
  const ceilings = [to?.getTime(), overlaps?.[1].getTime(), reach.lifetime?.to].filter(
    (bound) => bound !== undefined,
  );
  if (floors.length > 0) yield `e.id >= ${parameters.add(uuidV7Floor(Math.max(...floors)))}::uuid`;
  if (ceilings.length > 0) yield `e.id < ${parameters.add(uuidV7Floor(Math.min(...ceilings)))}::uuid`;
}
