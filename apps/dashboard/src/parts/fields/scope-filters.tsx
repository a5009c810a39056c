import { useMemo } from 'react';
import { useKnownJobs } from '../../api/use-known-jobs.js';
import { FilterField } from './filter-field.js';
import { namesOf } from './known-names.js';

/** Whose: of one job, of a group, of an owner. */
interface Scope {
  readonly jobName?: string;
  readonly group?: string;
  readonly owner?: string;
}

interface ScopeFiltersProps {
  readonly scope: Scope;
  /** @param change what is to be otherwise; undefined takes a filter away */
  readonly onChange: (change: Scope) => void;
}

/** The filters that each list has which spans jobs. */
export function ScopeFilters({ scope: { jobName, group, owner }, onChange }: ScopeFiltersProps) {
  const jobs = useKnownJobs();
  const known = useMemo(() => namesOf(jobs), [jobs]);
  return (
    <>
      <FilterField
        label="Job"
        known={known.jobs}
        value={jobName}
        onChange={(jobName) => onChange({ jobName })}
      />
      <FilterField
        label="Group"
        known={known.groups}
        value={group}
        onChange={(group) => onChange({ group })}
      />
      <FilterField
        label="Owner"
        known={known.owners}
        value={owner}
        onChange={(owner) => onChange({ owner })}
      />
    </>
  );
}
