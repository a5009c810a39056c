import { useState } from 'react';
import { BulkDialog, type BulkOrder } from '../../actions/bulk-dialog.js';
import { BULK_WORDS, jobsInWords, type BulkAction } from '../../actions/bulk-preview.js';
import type { JobStatus } from '../../api/queries.js';
import { useMay } from '../../app-context.js';
import { Button } from '../../parts/button.js';

/** The most jobs that the API takes in one order. */
const MOST = 1_000;

const ACTIONS: readonly (readonly [BulkAction, 'trigger' | 'pause'])[] = [
  ['trigger', 'trigger'],
  ['pause', 'pause'],
  ['resume', 'pause'],
];

/** What can be done to the jobs that are chosen. */
export function JobsBulk({ selected, clear }: { selected: readonly JobStatus[]; clear: () => void }) {
  const may = useMay();
  const [order, setOrder] = useState<BulkOrder | null>(null);
  const isTooMany = selected.length > MOST;
  return (
    <div className="row jobs-bulk" role="group" aria-label="What to do with the chosen jobs">
      {selected.length > 0 && (
        <>
          <span role="status">
            {jobsInWords(selected.length)} chosen
            {isTooMany && `: at most ${MOST} at once`}
          </span>
          {ACTIONS.filter(([, permission]) => may(permission)).map(([action]) => (
            <Button key={action} disabled={isTooMany} onClick={() => setOrder({ action, jobs: selected })}>
              {BULK_WORDS[action].verb}…
            </Button>
          ))}
          <Button kind="quiet" onClick={clear}>
            Choose none
          </Button>
        </>
      )}
      <BulkDialog order={order} onClose={() => setOrder(null)} onDone={clear} />
    </div>
  );
}
