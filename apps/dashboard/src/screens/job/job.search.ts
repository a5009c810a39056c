import { oneOf, someOf, textOf, type Search } from '../../address/search.js';
import { JOB_ACTIONS, type JobAction } from '../../actions/possible-actions.js';
import { STATUSES, type Status } from '../../theme/states.js';

/** The parts of this screen, in their order. */
export const JOB_TABS = {
  overview: 'Overview',
  executions: 'Executions',
  failures: 'Failures',
  schedule: 'Schedule',
  configuration: 'Configuration',
  alerts: 'Alerts',
  audit: 'Audit',
} as const;

export type JobTab = keyof typeof JOB_TABS;

/** Lengths of time that durations are drawn over. */
export const RANGES = { '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' } as const;

export type Range = keyof typeof RANGES;

const TABS = Object.keys(JOB_TABS) as JobTab[];

/** What the address says of this screen. What is not there is as it usually is. */
export interface JobSearch {
  readonly tab?: JobTab;
  /** Of which instant somebody asks why. ISO. */
  readonly at?: string;
  readonly range?: Range;
  /** What is asked about the job at once: how links in messages lead here. */
  readonly do?: JobAction;
  /** Which executions are shown. */
  readonly status?: readonly Status[];
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  readonly seen?: string;
  /** A schedule that is only being considered. */
  readonly expression?: string;
  readonly timeZone?: string;
}

export function readJobSearch(search: Search): JobSearch {
  const said: JobSearch = {
    tab: oneOf(search.tab, TABS),
    at: instantOf(search.at),
    do: oneOf(search.do, JOB_ACTIONS),
    range: oneOf(search.range, Object.keys(RANGES) as Range[]),
    status: someOf(search.status, STATUSES),
    from: instantOf(search.from),
    to: instantOf(search.to),
    cursor: textOf(search.cursor),
    seen: instantOf(search.seen),
    expression: textOf(search.expression),
    timeZone: textOf(search.timeZone),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function instantOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : undefined;
}
