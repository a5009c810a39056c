import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { statusQuery } from '../../api/queries.js';
import { useApi } from '../../app-context.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { fromLocalInput, isoOf, toLocalInput } from '../../time/local-input.js';
import { SORTS, sortsFor, type ExecutionsSearch } from './executions.search.js';
import { StatusFilter } from '../../parts/fields/status-filter.js';

interface FiltersProps {
  readonly search: ExecutionsSearch;
  /** @param change what is to be otherwise; undefined takes a filter away */
  readonly onChange: (change: Partial<ExecutionsSearch>) => void;
}

/** Everything that a list of executions can be chosen by. */
export function ExecutionsFilters({ search, onChange }: FiltersProps) {
  const { data: jobs = [] } = useQuery(statusQuery(useApi()));
  const field = (
    name: 'jobName' | 'group' | 'owner' | 'tag' | 'release' | 'instance' | 'fingerprint' | 'search',
  ) => ({
    value: search[name] ?? '',
    onValue: (value: string) => onChange({ [name]: value === '' ? undefined : value }),
  });
  const window = (name: 'from' | 'to') => ({
    type: 'datetime-local',
    value: search[name] === undefined ? '' : toLocalInput(Date.parse(search[name])),
    onValue: (value: string) => {
      const instant = fromLocalInput(value);
      onChange({ [name]: instant === null ? undefined : isoOf(instant) });
    },
  });
  const { owner, tag, release, instance, fingerprint, trigger, group } = search;
  const hasMore = [owner, tag, release, instance, fingerprint, trigger, group].some(
    (one) => one !== undefined,
  );
  return (
    <search className="stack" aria-label="Filters">
      <StatusFilter chosen={search.status ?? []} onChosen={(status) => onChange({ status })} />
      <div className="executions-fields">
        <FilterField label="Job" {...field('jobName')} known={jobs.map(({ jobName }) => jobName)} />
        <FilterField label="Part of name or error" {...field('search')} type="search" />
        <FilterField label="Born from" {...window('from')} />
        <FilterField label="Born before" {...window('to')} />
        <Choice
          label="Order"
          value={search.sort ?? '-createdAt'}
          choices={sortsFor(search.jobName).map((sort) => [sort, SORTS[sort]])}
          onValue={(sort) =>
            onChange({ sort: sort === '-createdAt' ? undefined : (sort as typeof search.sort) })
          }
        />
      </div>
      <details open={hasMore || undefined}>
        <summary>More filters</summary>
        <div className="executions-fields">
          <FilterField label="Group" {...field('group')} known={someOf(jobs.map((job) => job.group))} />
          <FilterField label="Owner" {...field('owner')} known={someOf(jobs.map((job) => job.owner))} />
          <FilterField label="Tag" {...field('tag')} known={someOf(jobs.flatMap((job) => job.tags))} />
          <Choice
            label="Trigger"
            value={search.trigger ?? ''}
            choices={[
              ['', 'Any'],
              ['schedule', 'Schedule'],
              ['manual', 'By hand'],
              ['backfill', 'Backfill'],
            ]}
            onValue={(value) => onChange({ trigger: value === '' ? undefined : value })}
          />
          <FilterField label="Release" {...field('release')} />
          <FilterField label="Instance (id)" {...field('instance')} />
          <FilterField label="Fingerprint of the error" {...field('fingerprint')} />
        </div>
      </details>
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
  readonly onValue: (value: string) => void;
}

function Choice({ label, value, choices, onValue }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" value={value} onChange={(event) => onValue(event.target.value)}>
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

function someOf(names: readonly (string | null)[]): string[] {
  return [...new Set(names)].filter((name) => name !== null).sort();
}
