import { useMemo } from 'react';
import { CheckField } from '../../parts/fields/check-field.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { namesOf } from '../../parts/fields/known-names.js';
import { StateChoice } from '../../parts/fields/state-choice.js';
import { HEALTH_LOOKS } from '../../theme/states.js';
import type { JobStatus } from '../../api/queries.js';
import { countsByHealth } from './job-filter.js';
import { HEALTHS, type JobsSearch } from './jobs.search.js';

interface JobsFiltersProps {
  readonly jobs: readonly JobStatus[];
  readonly search: JobsSearch;
  readonly change: (change: Partial<JobsSearch>, how?: 'as typed') => void;
}

const FLAGS = [
  ['paused', 'Paused'],
  ['overridden', 'Overridden'],
  ['system', 'System jobs too'],
] as const;

/** Which jobs: all of it stands in the address. */
export function JobsFilters({ jobs, search, change }: JobsFiltersProps) {
  const { groups, owners, tags } = useMemo(() => namesOf(jobs), [jobs]);
  const counts = countsByHealth(jobs, search);
  return (
    <Filters label="Jobs">
      <FilterField
        label="Text"
        placeholder="In name, group, tag"
        value={search.search}
        onChange={(text) => change({ search: text }, 'as typed')}
      />
      <ChoiceField
        label="Group"
        none="Any"
        value={search.group}
        choices={groups}
        onChange={(group) => change({ group })}
      />
      <ChoiceField
        label="Owner"
        none="Any"
        value={search.owner}
        choices={owners}
        onChange={(owner) => change({ owner })}
      />
      <ChoiceField
        label="Tag"
        none="Any"
        value={search.tag}
        choices={tags}
        onChange={(tag) => change({ tag })}
      />
      <StateChoice
        states={HEALTHS.filter((health) => counts.has(health) || search.health?.includes(health))}
        looks={HEALTH_LOOKS}
        chosen={search.health ?? []}
        counts={counts}
        onChange={(health) => change({ health })}
      />
      <div className="row">
        {FLAGS.map(([name, label]) => (
          <CheckField
            key={name}
            label={label}
            checked={search[name] === true}
            onChange={(isOn) => change({ [name]: isOn || undefined })}
          />
        ))}
      </div>
    </Filters>
  );
}
