import { useMemo } from 'react';
import { useKnownJobs } from '../../api/use-known-jobs.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { DateFilter } from '../../parts/fields/date-filter.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { namesOf } from '../../parts/fields/known-names.js';
import { StateChoice } from '../../parts/fields/state-choice.js';
import { STATUS_LOOKS, STATUSES } from '../../theme/states.js';
import { isoOfLocalInput, toLocalInput } from '../../time/local-input.js';
import { SORTS, sortsFor, type ExecutionsSearch } from './executions.search.js';

const TRIGGER_WORDS = { schedule: 'Schedule', manual: 'By hand', backfill: 'Backfill' } as const;

interface FiltersProps {
  readonly search: ExecutionsSearch;
  /** @param change what is to be otherwise; undefined takes a filter away */
  readonly onChange: (change: Partial<ExecutionsSearch>) => void;
}

/** Everything that a list of executions can be chosen by. */
export function ExecutionsFilters({ search, onChange }: FiltersProps) {
  const jobs = useKnownJobs();
  const known = useMemo(() => namesOf(jobs), [jobs]);
  const field = (
    name: 'jobName' | 'group' | 'owner' | 'tag' | 'release' | 'instance' | 'fingerprint' | 'search',
  ) => ({
    value: search[name],
    onChange: (value: string | undefined) => onChange({ [name]: value }),
  });
  const window = (name: 'from' | 'to') => ({
    type: 'datetime-local' as const,
    value: search[name] === undefined ? '' : toLocalInput(Date.parse(search[name])),
    onChange: (value: string) => {
      onChange({ [name]: isoOfLocalInput(value) });
    },
  });
  const { owner, tag, release, instance, fingerprint, trigger, group } = search;
  const hasMore = [owner, tag, release, instance, fingerprint, trigger, group].some(
    (one) => one !== undefined,
  );
  return (
    <Filters label="Executions">
      <StateChoice
        states={STATUSES}
        looks={STATUS_LOOKS}
        chosen={search.status ?? []}
        onChange={(status) => onChange({ status: status && [...status] })}
      />
      <FilterField label="Text" placeholder="In name or error" {...field('search')} />
      <FilterField label="Job" {...field('jobName')} known={known.jobs} />
      <DateFilter label="Created from" {...window('from')} />
      <DateFilter label="Created before" {...window('to')} />
      <ChoiceField
        label="Order"
        value={search.sort ?? '-createdAt'}
        choices={Object.fromEntries(sortsFor(search.jobName).map((sort) => [sort, SORTS[sort]]))}
        onChange={(sort) =>
          onChange({ sort: sort === '-createdAt' ? undefined : (sort as typeof search.sort) })
        }
      />
      <details open={hasMore || undefined}>
        <summary>More filters</summary>
        <div className="filters">
          <FilterField label="Group" {...field('group')} known={known.groups} />
          <FilterField label="Owner" {...field('owner')} known={known.owners} />
          <FilterField label="Tag" {...field('tag')} known={known.tags} />
          <ChoiceField
            label="Trigger"
            none="Any"
            value={search.trigger}
            choices={TRIGGER_WORDS}
            onChange={(trigger) => onChange({ trigger })}
          />
          <FilterField label="Release" {...field('release')} />
          <FilterField label="Instance (id)" {...field('instance')} />
          <FilterField label="Fingerprint of the error" {...field('fingerprint')} />
        </div>
      </details>
    </Filters>
  );
}
