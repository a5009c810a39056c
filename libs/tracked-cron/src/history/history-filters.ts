import { uuidV7Floor } from '../id-generator.js';
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
  /** All of them hold. */
  readonly conditions: readonly string[];
  /** Where one index gives the rows of each of several values in order, but not those of all of them. */
  readonly each: { readonly column: 'fingerprint'; readonly values: readonly string[] } | null;
}

/** How long an execution of any job, or of a job that was asked for, can have been in flight for `overlaps` to find it. */
const LONGEST_FLIGHT_MS = { anyJob: 24 * 3_600_000, ofJobs: 31 * 24 * 3_600_000 };
const NEVER_IN_FLIGHT: readonly ExecutionStatus[] = ['skipped', 'missed'];

/** The parts that together hold exactly what the query asks for; none when nothing can match. */
export function partsOf(
  query: HistoryQuery,
  reach: HistoryReach,
  scope: { application: string; environment: string },
  order: HistoryOrder,
  parameters: SqlParameters,
): HistoryPart[] {
  if (reach.jobIds?.length === 0) return [];
  const { namedJobIds, jobIds } = reach;
  // written anew for each part, because a parameter that no part uses is refused
  const part = (slice: Slice, ofWhom: () => string[], each: HistoryPart['each'] = null): HistoryPart => ({
    conditions: [
      ...sliceConditions(slice, query, jobIds !== null, parameters),
      ...ofWhom(),
      ...rowConditions(query, reach, parameters),
      ...(order.key === null ? [] : [`e.${order.key.column} is not null`]),
    ],
    each,
  });
  const asked = () =>
    jobIds === null ? scopeConditions(scope, parameters) : [jobCondition(jobIds, parameters)];
  const slices = slicesOf(query, jobIds !== null);
  if (query.search === undefined) return slices.map((slice) => part(slice, asked));

  const named = () => [jobCondition(namedJobIds, parameters)];
  const unnamed = () => [...asked(), `e.job_id <> all(${parameters.add(namedJobIds)}::uuid[])`];
  const failing = { column: 'fingerprint', values: reach.fingerprints } as const;
  return [
    ...(namedJobIds.length === 0 ? [] : slices.map((slice) => part(slice, named))),
    ...slices
      .filter(({ kept }) => kept === 'long' && failing.values.length > 0)
      .map((slice) => part(slice, namedJobIds.length === 0 ? asked : unnamed, failing)),
  ];
}

/** In flight, or one class of history; `status` is null where every status of it is asked for. */
interface Slice {
  readonly kept: 'live' | 'short' | 'long';
  readonly statuses: readonly ExecutionStatus[] | null;
}

function slicesOf(query: HistoryQuery, ofJobs: boolean): Slice[] {
  const asked = query.status?.length ? query.status : [...LIVE_STATUSES, ...ENDED_STATUSES];
  const wanted = new Set(
    query.overlaps ? asked.filter((status) => !NEVER_IN_FLIGHT.includes(status)) : asked,
  );
  const classes: Record<Slice['kept'], readonly ExecutionStatus[]> = {
    live: LIVE_STATUSES,
    short: ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'short'),
    long: ENDED_STATUSES.filter((status) => retentionClassOf(status) === 'long'),
  };
  // one status, one part: (status, id) gives only those of one in order; a job's few rows need no such care, nor do those
  // of a fingerprint
  const apart = !ofJobs && query.search === undefined;
  return Object.entries(classes).flatMap(([kept, all]): Slice[] => {
    const statuses = all.filter((status) => wanted.has(status));
    if (statuses.length === 0) return [];
    const slice = { kept: kept as Slice['kept'], statuses };
    if (statuses.length === all.length) return [{ ...slice, statuses: null }];
    return apart ? statuses.map((status) => ({ ...slice, statuses: [status] })) : [slice];
  });
}

function* sliceConditions(
  { kept, statuses }: Slice,
  { overlaps }: HistoryQuery,
  ofJobs: boolean,
  parameters: SqlParameters,
): Generator<string> {
  yield kept === 'live' ? 'e.kept is null' : `e.kept = '${kept}'`;
  if (statuses !== null) yield `e.status in (${statuses.map((status) => `'${status}'`).join(', ')})`;
  if (!overlaps || kept === 'live') return;
  const earliest = overlaps[0].getTime() - (ofJobs ? LONGEST_FLIGHT_MS.ofJobs : LONGEST_FLIGHT_MS.anyJob);
  yield `e.id >= ${parameters.add(uuidV7Floor(Math.max(0, earliest)))}::uuid`;
  yield `e.completed_at >= ${parameters.add(overlaps[0])}::timestamptz`;
}

function scopeConditions(
  scope: { application: string; environment: string },
  parameters: SqlParameters,
): string[] {
  return [
    `e.application = ${parameters.add(scope.application)}`,
    `e.environment = ${parameters.add(scope.environment)}`,
  ];
}

function jobCondition(jobIds: readonly string[], parameters: SqlParameters): string {
  // `= any` of one element would cost the index its order
  return jobIds.length === 1
    ? `e.job_id = ${parameters.add(jobIds[0])}::uuid`
    : `e.job_id = any(${parameters.add(jobIds)}::uuid[])`;
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
