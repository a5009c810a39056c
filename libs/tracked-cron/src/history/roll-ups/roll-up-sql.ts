import { uuidV7Floor } from '../../id-generator.js';
import type { SqlParameters } from '../sql-parameters.js';

/** An hour's beginning. */
export function hourOf(instant: string): string {
  return `date_bin('1 hour', ${instant}, ${EPOCH})`;
}

/** A day's beginning, in UTC. */
export function dayOf(instant: string): string {
  return `date_bin('1 day', ${instant}, ${EPOCH})`;
}

/** The beginning of the longest stretch that is counted at once: more of a busy job's executions would take too long. */
export function weekOf(instant: string): string {
  return `date_bin('7 days', ${instant}, ${EPOCH})`;
}

/**
 * When an execution counts: at its slot; one without a slot, which somebody triggered, when that was, which is the time in
 * its id.
 */
export function instantOf(execution: string): string {
  return `coalesce(${execution}.scheduled_at, to_timestamp(${bornAt(execution)} / 1000.0))`;
}

/** When an execution was born, which is the time in its id. Milliseconds since the epoch. */
export function bornAt(execution: string): string {
  return `('x' || replace(left(${execution}.id::text, 13), '-', ''))::bit(48)::bigint`;
}

/** The smallest id that carries an instant. */
function idFloor(instant: string): string {
  const ms = `floor(extract(epoch from ${instant}) * 1000)::bigint`;
  return `(lpad(to_hex(${ms}), 12, '0') || '70008000000000000000')::uuid`;
}

/** How much earlier than its slot an execution can have been born, by a clock that was ahead. */
const AHEAD_MS = 3_600_000;

/** Whose executions, and when: the job's id, the first instant, and the first one after it. All are expressions. */
export interface ExecutionWindow {
  readonly jobId: string;
  readonly from: string;
  readonly to: string;
  /** The smallest ids that carry `from`, `to`, and an instant so early that no execution of a slot in it was born before. */
  readonly ids: { readonly from: string; readonly to: string; readonly earliest: string };
}

/** The ids of a window whose instants are only known to the database. */
export function idsOf(from: string, to: string): ExecutionWindow['ids'] {
  return { from: idFloor(from), to: idFloor(to), earliest: idFloor(`${from} - interval '${AHEAD_MS} ms'`) };
}

/** The ids of a window whose instants are known: the planner leaves out the partitions that they lie behind. */
export function knownIdsOf(from: number, to: number, parameters: SqlParameters): ExecutionWindow['ids'] {
  const floor = (ms: number) => `${parameters.add(uuidV7Floor(Math.max(0, ms)))}::uuid`;
  return { from: floor(from), to: floor(to), earliest: floor(from - AHEAD_MS) };
}

/** Executions of a job that count in a window. */
export function executionsIn(
  executions: string,
  columns: string,
  { jobId, from, to, ids }: ExecutionWindow,
): string {
  return `
    select ${columns} from ${executions} e
    where e.job_id = ${jobId} and e.scheduled_at >= ${from} and e.scheduled_at < ${to} and e.id >= ${ids.earliest}
    union all
    select ${columns} from ${executions} e
    where e.job_id = ${jobId} and e.scheduled_at is null and e.id >= ${ids.from} and e.id < ${ids.to}`;
}

/** How long a slot waited for its start, milliseconds; null for what no schedule started. */
export function latenessOf(execution: string): string {
  return `case when ${execution}.trigger = 'schedule' and ${execution}.started_at is not null
    then greatest(extract(epoch from ${execution}.started_at - ${execution}.scheduled_at) * 1000, 0)::float8 end`;
}

/**
 * How many of evenly spread slots lie before an instant: the nth lies at `base + n * step`.
 * @param slots expressions: how many there are, and where, milliseconds since the epoch
 */
export function slotsBefore(
  instant: string,
  { count, base, step }: { readonly count: string; readonly base: string; readonly step: string },
): string {
  const ms = `extract(epoch from ${instant})::float8 * 1000`;
  return `greatest(0, least(${count}, ceil(round(((${ms} - ${base}) / ${step})::numeric, 6)) - 1))::integer`;
}

const EPOCH = "timestamptz '1970-01-01 00:00:00+00'";

/** The end of a statement that has changed hours: which days before an instant they belong to, as two arrays. */
export function changedDays(hours: string, before: string): string {
  const days = `(select distinct job_id, ${dayOf('began_at')} as day from ${hours}) d where day < ${before}::timestamptz`;
  return `
      select array(select job_id from ${days} order by job_id, day) as "jobIds",
        array(select extract(epoch from day)::float8 from ${days} order by job_id, day) as seconds`;
}
