import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { possibleActions } from '../../actions/possible-actions.js';
import { TriggerDialog } from '../../actions/trigger-dialog.js';
import { statusQuery } from '../../api/queries.js';
import { useApi, useMay, useMe } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { isHiddenValue } from '../../parts/values/hidden-value.js';
import type { Advice, ExecutionInDetail } from './execution.queries.js';

interface RunAgainProps {
  readonly execution: ExecutionInDetail;
  readonly rerun: Advice['rerun'];
}

/** A button that starts the job once more with what this execution was given; nothing where that does harm, or is not for this role. */
export function RunAgain({ execution: { jobName, environment, parameters, status }, rerun }: RunAgainProps) {
  const may = useMay();
  const me = useMe();
  const { data: jobs = [] } = useQuery(statusQuery(useApi()));
  const [open, setOpen] = useState(false);
  const job = jobs.find((one) => one.jobName === jobName);
  if (!job || environment !== me.environment || rerun === 'never') return null;
  if (!possibleActions(job, may).includes('trigger')) return null;
  return (
    <>
      <Button kind={status === 'completed' ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        Run again…
      </Button>
      {open && (
        <TriggerDialog
          job={job}
          onClose={() => setOpen(false)}
          parameters={isHiddenValue(parameters) ? undefined : parameters}
        />
      )}
    </>
  );
}
