import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { DateFilter } from '../../parts/fields/date-filter.js';
import { FilterField } from '../../parts/fields/filter-field.js';
import { Filters } from '../../parts/fields/filters.js';
import { actionInWords } from './audit-entry.js';
import type { SystemSearch } from './system.search.js';

/** Those that the log knows today; an address may name another one. */
const ACTIONS = [
  'trigger',
  'cancel',
  'pause',
  'resume',
  'skip-next',
  'backfill',
  'configure',
  'bulk',
  'freeze',
  'unfreeze',
  'scrub',
  'ignore',
  'resolve',
  'acknowledge',
  'snooze',
  'resolve-incident',
  'alert-preference',
  'hold',
  'release',
];
const ACTION_WORDS = Object.fromEntries(ACTIONS.map((action) => [action, actionInWords(action)]));

interface AuditFiltersProps {
  readonly search: SystemSearch;
  readonly change: (change: Partial<SystemSearch>) => void;
}

export function AuditFilters({ search, change }: AuditFiltersProps) {
  return (
    <Filters label="Audit">
      <FilterField
        label="Who"
        placeholder="The whole name"
        value={search.by}
        onChange={(by) => change({ by })}
      />
      <FilterField
        label="Job"
        placeholder="The whole name"
        value={search.jobName}
        onChange={(jobName) => change({ jobName })}
      />
      <ChoiceField
        label="What"
        value={search.action}
        none="Any action"
        choices={ACTION_WORDS}
        onChange={(action) => change({ action })}
      />
      <DateFilter
        label="From day (UTC)"
        type="date"
        value={search.from?.slice(0, 10) ?? ''}
        onChange={(from) => change({ from: from || undefined })}
      />
      <DateFilter
        label="Before day (UTC)"
        type="date"
        value={search.to?.slice(0, 10) ?? ''}
        onChange={(to) => change({ to: to || undefined })}
      />
      {search.requestId !== undefined && (
        <p className="row">
          Only request <code>{search.requestId}</code>
          <Button kind="quiet" onClick={() => change({ requestId: undefined })}>
            All requests
          </Button>
        </p>
      )}
    </Filters>
  );
}
