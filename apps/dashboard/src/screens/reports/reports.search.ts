import { oneOf, textOf, type Search } from '../../address/search.js';
import {
  CHARTS,
  GROUPINGS,
  PERIODS,
  SORTS,
  type ChartName,
  type Grouping,
  type Period,
  type ReportSort,
} from './report-words.js';

/** What the address says of this screen. */
export interface ReportsSearch {
  /** Up to now. Default: seven days. */
  readonly period?: Period;
  /** In place of a period: instants, ISO. */
  readonly from?: string;
  readonly to?: string;
  readonly by?: Grouping;
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  readonly sort?: ReportSort;
  readonly chart?: ChartName;
}

export function readReportsSearch(search: Search): ReportsSearch {
  return {
    period: oneOf(search.period, Object.keys(PERIODS) as Period[]),
    ...spanOf(search),
    by: oneOf(search.by, Object.keys(GROUPINGS) as Grouping[]),
    jobName: textOf(search.jobName),
    group: textOf(search.group),
    owner: textOf(search.owner),
    sort: oneOf(search.sort, SORTS),
    chart: oneOf(search.chart, Object.keys(CHARTS) as ChartName[]),
  };
}

/** Both or neither: what has no end, or ends before it begins, is none. */
function spanOf({ from, to }: Search): Pick<ReportsSearch, 'from' | 'to'> {
  const [begin, end] = [from, to].map((text) => Date.parse(textOf(text) ?? ''));
  if (!(begin < end)) return {};
  return { from: new Date(begin).toISOString(), to: new Date(end).toISOString() };
}
