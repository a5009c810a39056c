import { oneOf, someOf, textOf, type Search } from '../../address/search.js';
import type { ExecutionFilters } from '../../api/executions.js';
import type { ExecutionsPlace } from '../../parts/tables/executions-list.js';
import { STATUSES } from '../../theme/states.js';

type Sort = NonNullable<ExecutionFilters['sort']>;

/** Orders, and what people call them. All but the first two are those of one job's executions. */
export const SORTS: Readonly<Record<Sort, string>> = {
  '-createdAt': 'Newest first',
  createdAt: 'Oldest first',
  '-duration': 'Longest first',
  duration: 'Shortest first',
  '-scheduledAt': 'Last slot first',
  scheduledAt: 'First slot first',
  '-startedAt': 'Last start first',
  startedAt: 'First start first',
};

const OF_ANY_JOB: readonly Sort[] = ['-createdAt', 'createdAt'];

/** The orders that can be had: most of them need a job. */
export function sortsFor(jobName: string | undefined): readonly Sort[] {
  return jobName === undefined ? OF_ANY_JOB : (Object.keys(SORTS) as Sort[]);
}

/** What the address says of this screen: the filters of the API by their own names, and where in the list one is. */
export type ExecutionsSearch = Omit<ExecutionFilters, 'overlaps' | 'environment'> & ExecutionsPlace;

export function readExecutionsSearch(search: Search): ExecutionsSearch {
  const jobName = textOf(search.jobName);
  const status = someOf(search.status, STATUSES);
  return {
    status: status && [...status],
    jobName,
    group: textOf(search.group),
    owner: textOf(search.owner),
    tag: textOf(search.tag),
    trigger: textOf(search.trigger),
    instance: textOf(search.instance),
    release: textOf(search.release),
    fingerprint: textOf(search.fingerprint),
    from: instantOf(search.from),
    to: instantOf(search.to),
    search: longEnough(textOf(search.search)),
    sort: oneOf(search.sort, sortsFor(jobName)),
    cursor: textOf(search.cursor),
    seen: instantOf(search.seen),
  };
}

/** The same for the API, without where one is. */
export function filtersOf(search: ExecutionsSearch): ExecutionFilters {
  const isPlace = (name: string) => name === 'cursor' || name === 'seen';
  return Object.fromEntries(
    Object.entries(search).filter(([name, value]) => value !== undefined && !isPlace(name)),
  );
}

function instantOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && Number.isFinite(Date.parse(text)) ? text : undefined;
}

/** The API searches for two characters at least. */
function longEnough(text: string | undefined): string | undefined {
  return text !== undefined && text.length >= 2 ? text : undefined;
}
