import { getRouteApi } from '@tanstack/react-router';
import { ScopeFilters } from '../../parts/fields/scope-filters.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { Filters } from '../../parts/fields/filters.js';
import {
  FAILURE_LOOKS,
  FAILURE_STATES,
  SPANS,
  type FailureSort,
  type FailureState,
  type Span,
} from './failure-words.js';
import type { FailuresSearch } from './failures.search.js';

const route = getRouteApi('/failures');

const STATES = Object.fromEntries(
  FAILURE_STATES.map((state) => [state, FAILURE_LOOKS[state].word]),
) as Record<FailureState, string>;
const SPAN_WORDS = Object.fromEntries(
  Object.entries(SPANS).map(([span, { words }]) => [span, words]),
) as Record<Span, string>;
const SORT_WORDS: Readonly<Record<FailureSort, string>> = {
  '-count': 'Most often',
  '-lastSeenAt': 'Last seen',
  '-firstSeenAt': 'Newest fault',
};

export function FailureFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: FailuresSearch) => void navigate({ search: (was) => ({ ...was, ...part }) });
  return (
    <Filters label="Failures">
      <FilterField
        label="Text"
        placeholder="In class or message"
        least={2}
        value={search.search}
        onChange={(search) => change({ search })}
      />
      <ChoiceField
        label="State"
        none="Any"
        choices={STATES}
        value={search.state?.length === 1 ? search.state[0] : undefined}
        onChange={(state) => change({ state: state && [state] })}
      />
      <ScopeFilters scope={search} onChange={change} />
      <ChoiceField
        label="New since"
        none="Any time"
        choices={SPAN_WORDS}
        value={search.newSince}
        onChange={(newSince) => change({ newSince })}
      />
      <ChoiceField
        label="Counted over"
        choices={SPAN_WORDS}
        value={search.span ?? '7d'}
        onChange={(span) => change({ span })}
      />
      <ChoiceField
        label="Order"
        choices={SORT_WORDS}
        value={search.sort ?? '-count'}
        onChange={(sort) => change({ sort })}
      />
    </Filters>
  );
}
