import { flagOf, oneOf, someOf, textOf, type Search } from '../../address/search.js';
import { HEALTH_LOOKS, type Health } from '../../theme/states.js';

/** The columns of the screen, by the name that the address has for them. */
const JOB_COLUMNS = [
  'health',
  'jobName',
  'group',
  'owner',
  'slots',
  'day',
  'week',
  'p95',
  'last',
  'next',
] as const;

export type JobColumn = (typeof JOB_COLUMNS)[number];

/** A column; with a minus the highest first. */
export type JobSort = JobColumn | `-${JobColumn}`;

export const HEALTHS = Object.keys(HEALTH_LOOKS) as readonly Health[];
const SORTS: readonly JobSort[] = JOB_COLUMNS.flatMap((column) => [column, `-${column}`] as const);

/** What the address says of this screen: which jobs, and in which order. */
export interface JobsSearch {
  /** Words in the name, the group, the owner or the tags. */
  readonly search?: string;
  /** Any of these. */
  readonly health?: readonly Health[];
  readonly group?: string;
  readonly owner?: string;
  readonly tag?: string;
  readonly paused?: true;
  readonly overridden?: true;
  /** The library's own too. */
  readonly system?: true;
  /** Default: `health`, the worst first. */
  readonly sort?: JobSort;
}

export function readJobsSearch(search: Search): JobsSearch {
  return {
    search: textOf(search.search),
    health: someOf(search.health, HEALTHS),
    group: textOf(search.group),
    owner: textOf(search.owner),
    tag: textOf(search.tag),
    paused: flagOf(search.paused),
    overridden: flagOf(search.overridden),
    system: flagOf(search.system),
    sort: oneOf(search.sort, SORTS),
  };
}
