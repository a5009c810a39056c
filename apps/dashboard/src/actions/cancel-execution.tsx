import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { useApi, useMay } from '../app-context.js';
import { Button } from '../parts/button.js';
import type { Status } from '../theme/states.js';
import { ActionDialog } from './action-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';

interface CancelExecutionProps {
  /** As much of an execution as it takes. */
  readonly execution: { readonly id: string; readonly jobName: string; readonly status: Status };
  /** Without a frame, for rows of a table. */
  readonly quiet?: boolean;
}

/** A button that cancels an execution, wherever it waits or runs; nothing where it has ended, or the role may not. */
export function CancelExecution({ execution: { id, jobName, status }, quiet = false }: CancelExecutionProps) {
  const may = useMay();
  const [open, setOpen] = useState(false);
  const isInFlight = status === 'pending' || status === 'running';
  if (!may('cancel') || (!isInFlight && !open)) return null;
  return (
    <>
      <Button kind={quiet ? 'quiet' : 'danger'} onClick={() => setOpen(true)}>
        Cancel…
        <span className="unseen">
          {' '}
          the execution {id} of {jobName}
        </span>
      </Button>
      {open && <CancelDialog id={id} jobName={jobName} status={status} onClose={() => setOpen(false)} />}
    </>
  );
}

interface CancelDialogProps {
  readonly id: string;
  readonly jobName: string;
  readonly status: Status;
  readonly onClose: () => void;
}

function CancelDialog({ id, jobName, status, onClose }: CancelDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const answer = await answerOf(
      api.POST('/{id}/cancel', { params: { path: { id } }, body: { reason: wordsOf(reason) } }),
    );
    return answer.status === 'cancelled'
      ? `The execution of ${jobName} was cancelled.`
      : `The execution of ${jobName} is told to stop.`;
  };
  return (
    <ActionDialog
      title={`Cancel an execution of ${jobName}`}
      open
      onClose={onClose}
      verb="Cancel it"
      danger
      subject={jobName}
      run={run}
    >
      <p>
        {status === 'pending'
          ? 'It has not started, and never will.'
          : 'Its signal aborts, and the job stops as soon as it looks at that. It is not tried again.'}
      </p>
      <p className="soft">
        Execution <code>{id}</code>
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
