import { oneOf, someOf, textOf, type Search } from '../../address/search.js';
import { FAILURE_STATES, SPANS, type FailureSort, type FailureState, type Span } from './failure-words.js';

/** What the address says of this screen. */
export interface FailuresSearch {
  readonly state?: readonly FailureState[];
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
  readonly search?: string;
  /** Of what is counted. Default: seven days. */
  readonly span?: Span;
  /** Only faults that were first seen within it. */
  readonly newSince?: Span;
  readonly sort?: FailureSort;
  /** The one fault that is looked at. */
  readonly fingerprint?: string;
}

const SORTS: readonly FailureSort[] = ['-count', '-lastSeenAt', '-firstSeenAt'];

export function readFailuresSearch(search: Search): FailuresSearch {
  const spans = Object.keys(SPANS) as Span[];
  return {
    state: someOf(search.state, FAILURE_STATES),
    jobName: textOf(search.jobName),
    group: textOf(search.group),
    owner: textOf(search.owner),
    search: textOf(search.search),
    span: oneOf(search.span, spans),
    newSince: oneOf(search.newSince, spans),
    sort: oneOf(search.sort, SORTS),
    fingerprint: textOf(search.fingerprint),
  };
}
