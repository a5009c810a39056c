import { oneOf, textOf, type Search } from '../../address/search.js';

/** The parts of the screen, by the name that the address has for them. */
export const SYSTEM_TABS = ['instances', 'diagnosis', 'freezes', 'audit', 'storage', 'marks'] as const;
export type SystemTab = (typeof SYSTEM_TABS)[number];

/** How far back marks go. */
const MARK_RANGES = ['day', 'week', 'month'] as const;
export type MarkRange = (typeof MARK_RANGES)[number];

/** What marks are about. */
const MARK_KINDS = ['deployments', 'instances', 'edits', 'holds'] as const;
export type MarkKind = (typeof MARK_KINDS)[number];

/** What the address says of this screen. */
export interface SystemSearch {
  /** Default: `instances`. */
  readonly tab?: SystemTab;
  /** Of the audit: who, which job, what, in which request, since and before when, and which page. */
  readonly by?: string;
  readonly jobName?: string;
  readonly action?: string;
  readonly requestId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
  /** Of the marks: default `day`, and all kinds. */
  readonly range?: MarkRange;
  readonly kind?: MarkKind;
  /** Marks before this instant: an older page. */
  readonly before?: string;
}

export function readSystemSearch(search: Search): SystemSearch {
  return {
    tab: oneOf(search.tab, SYSTEM_TABS),
    by: textOf(search.by),
    jobName: textOf(search.jobName),
    action: textOf(search.action),
    requestId: textOf(search.requestId),
    from: instantOf(search.from),
    to: instantOf(search.to),
    cursor: textOf(search.cursor),
    range: oneOf(search.range, MARK_RANGES),
    kind: oneOf(search.kind, MARK_KINDS),
    before: instantOf(search.before),
  };
}

/** An instant or a day; nothing where it is neither. */
function instantOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text;
}
