import { getRouteApi } from '@tanstack/react-router';
import { ScopeFilters } from '../../parts/fields/scope-filters.js';
import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { bucketTime } from '../../parts/charts/chart-time.js';
import { VIEWERS_ZONE } from '../../time/words.js';
import { GROUPINGS, PERIODS, type Period } from './report-words.js';
import type { ReportsSearch } from './reports.search.js';

const route = getRouteApi('/reports');
const PERIOD_WORDS = Object.fromEntries(
  Object.entries(PERIODS).map(([period, { words }]) => [period, `Last ${words}`]),
) as Record<Period, string>;

/** To the minute: what is chosen in a chart is no more exact. */
function shortTime(instant: string): string {
  return bucketTime(Date.parse(instant), 60_000, VIEWERS_ZONE);
}

export function ReportFilters() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: ReportsSearch) => void navigate({ search: (was) => ({ ...was, ...part }) });
  const { from, to } = search;
  return (
    <Filters label="Reports">
      {from !== undefined && to !== undefined ? (
        <div className="field report-span">
          <span className="field-name">Period</span>
          <Button onClick={() => change({ from: undefined, to: undefined })}>
            {shortTime(from)} – {shortTime(to)} ✕<span className="unseen"> Back to whole periods</span>
          </Button>
        </div>
      ) : (
        <ChoiceField
          label="Period"
          choices={PERIOD_WORDS}
          value={search.period ?? '7d'}
          onChange={(period) => change({ period })}
        />
      )}
      <ChoiceField
        label="By"
        choices={GROUPINGS}
        value={search.by ?? 'job'}
        onChange={(by) => change({ by })}
      />
      <ScopeFilters scope={search} onChange={change} />
    </Filters>
  );
}
