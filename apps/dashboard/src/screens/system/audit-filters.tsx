import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/fields/choice-field.js';
import { FilterField } from '../../parts/fields/filter-field.js';
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

interface AuditFiltersProps {
  readonly search: SystemSearch;
  readonly change: (change: Partial<SystemSearch>) => void;
}

export function AuditFilters({ search, change }: AuditFiltersProps) {
  return (
    <form className="system-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <FilterField
        label="Who"
        placeholder="The whole name"
        value={search.by ?? ''}
        onValue={(by) => change({ by: by || undefined })}
      />
      <FilterField
        label="Job"
        placeholder="The whole name"
        value={search.jobName ?? ''}
        onValue={(jobName) => change({ jobName: jobName || undefined })}
      />
      <ChoiceField
        label="What"
        value={search.action}
        choices={ACTIONS}
        word={actionInWords}
        onChange={(action) => change({ action })}
      />
      <FilterField
        label="From (day, UTC)"
        type="date"
        value={search.from ?? ''}
        onValue={(from) => change({ from: from || undefined })}
      />
      <FilterField
        label="Before (day, UTC)"
        type="date"
        value={search.to ?? ''}
        onValue={(to) => change({ to: to || undefined })}
      />
      {search.requestId !== undefined && (
        <p className="row">
          Only request <code>{search.requestId}</code>
          <Button kind="quiet" onClick={() => change({ requestId: undefined })}>
            All requests
          </Button>
        </p>
      )}
    </form>
  );
}
