import { AddressField } from '../../parts/address-field.js';
import { Button } from '../../parts/button.js';
import { ChoiceField } from '../../parts/choice-field.js';
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
  readonly change: (change: Partial<SystemSearch>, how?: 'as typed') => void;
}

export function AuditFilters({ search, change }: AuditFiltersProps) {
  return (
    <form className="system-filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <AddressField
        label="Who"
        placeholder="The whole name"
        value={search.by}
        onChange={(by) => change({ by }, 'as typed')}
      />
      <AddressField
        label="Job"
        placeholder="The whole name"
        value={search.jobName}
        onChange={(jobName) => change({ jobName }, 'as typed')}
      />
      <ChoiceField
        label="What"
        value={search.action}
        choices={ACTIONS}
        word={actionInWords}
        onChange={(action) => change({ action })}
      />
      <AddressField
        label="From (day, UTC)"
        type="date"
        value={search.from}
        onChange={(from) => change({ from }, 'as typed')}
      />
      <AddressField
        label="Before (day, UTC)"
        type="date"
        value={search.to}
        onChange={(to) => change({ to }, 'as typed')}
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
