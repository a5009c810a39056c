import { oneOf, someOf, textOf, type Search } from '../../address/search.js';
import {
  NOTIFICATION_STATES,
  PERIODS,
  SEVERITIES,
  TABS,
  type NotificationState,
  type Period,
  type Severity,
  type Tab,
} from './alert-words.js';

/** What somebody may do about an incident. */
export type IncidentAction = 'acknowledge' | 'snooze' | 'resolve';

/** What the address says of this screen. */
export interface AlertsSearch {
  /** Default: incidents. */
  readonly tab?: Tab;
  /** Incidents that are over, in place of those that are not. */
  readonly past?: 'yes';
  /** At least this severe. */
  readonly severity?: Severity;
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  /** The one incident that is looked at. */
  readonly incident?: string;
  /** What is asked about it at once: how links in messages lead here. */
  readonly do?: IncidentAction;
  readonly state?: readonly NotificationState[];
  readonly channel?: string;
  readonly period?: Period;
}

export function readAlertsSearch(search: Search): AlertsSearch {
  return {
    tab: oneOf(search.tab, Object.keys(TABS) as Tab[]),
    past: oneOf(search.past, ['yes']),
    severity: oneOf(search.severity, SEVERITIES),
    jobName: textOf(search.jobName),
    group: textOf(search.group),
    owner: textOf(search.owner),
    incident: textOf(search.incident),
    do: oneOf(search.do, ['acknowledge', 'snooze', 'resolve']),
    state: someOf(search.state, NOTIFICATION_STATES),
    channel: textOf(search.channel),
    period: oneOf(search.period, Object.keys(PERIODS) as Period[]),
  };
}
