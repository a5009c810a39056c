import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { statusQuery } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { namesOf } from '../../parts/fields/known-names.js';
import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { FilterField } from '../../parts/fields/filter-field.js';
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
  const { data: jobs } = useQuery(statusQuery(useApi()));
  const known = useMemo(() => namesOf(jobs ?? []), [jobs]);
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
      <FilterField
        label="Job"
        known={known.jobs}
        value={search.jobName}
        onChange={(jobName) => change({ jobName })}
      />
      <FilterField
        label="Group"
        known={known.groups}
        value={search.group}
        onChange={(group) => change({ group })}
      />
      <FilterField
        label="Owner"
        known={known.owners}
        value={search.owner}
        onChange={(owner) => change({ owner })}
      />
    </Filters>
  );
}
