import { useRef, useState } from 'react';
import { answerOf, type Schemas } from '../api/client.js';
import type { JobStatus } from '../api/queries.js';
import { useApi } from '../app-context.js';
import { Button } from '../parts/button.js';
import { Dialog } from '../parts/dialog.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { bulkInWords, bulkPreview, BULK_WORDS, jobsInWords, type BulkAction } from './bulk-preview.js';

/** What is asked for, of the jobs as they were when it was. */
export interface BulkOrder {
  readonly action: BulkAction;
  readonly jobs: readonly JobStatus[];
}

interface BulkDialogProps {
  /** Null for nothing: the dialog is closed. */
  readonly order: BulkOrder | null;
  readonly onClose: () => void;
  /** Called when it was done, to all or to some. */
  readonly onDone: () => void;
}

/** Asks before the same is done to several jobs, and tells of those that were refused. */
export function BulkDialog({ order, onClose, onDone }: BulkDialogProps) {
  const [refusals, setRefusals] = useState<Schemas['BulkResult'] | null>(null);
  const closed = () => {
    setRefusals(null);
    onClose();
  };
  if (order === null) return null;
  if (refusals) return <Refusals result={refusals} onClose={closed} />;
  return <Order {...order} onClose={closed} onDone={onDone} onRefused={setRefusals} />;
}

interface OrderProps extends BulkOrder {
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly onRefused: (result: Schemas['BulkResult']) => void;
}

function Order({ action, jobs, onClose, onDone, onRefused }: OrderProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  // the dialog closes when it is done, unless there is more to tell
  const isTold = useRef(false);
  const many = jobsInWords(jobs.length);
  const { verb, follows } = BULK_WORDS[action];
  const run = async () => {
    const body = {
      action,
      jobNames: jobs.map(({ jobName }) => jobName),
      expectedCount: jobs.length,
      ...(reason.trim() !== '' && { reason: reason.trim() }),
      ...(until !== '' && { until: new Date(until).toISOString() }),
    };
    const result = await answerOf(api.POST('/bulk', { body }));
    onDone();
    if (result.refused > 0) {
      isTold.current = true;
      onRefused(result);
    }
    return bulkInWords(result);
  };
  return (
    <ActionDialog
      title={`${verb} ${many}`}
      open
      onClose={() => {
        if (!isTold.current) onClose();
      }}
      verb={`${verb} ${many}`}
      danger={action !== 'resume'}
      subject={many}
      run={run}
    >
      <p>{follows}</p>
      {bulkPreview(action, jobs).map((sentence) => (
        <p key={sentence} className="notice notice-warning">
          {sentence}
        </p>
      ))}
      <details>
        <summary>Which jobs</summary>
        <ul className="bulk-names" tabIndex={0} aria-label="Jobs that are meant">
          {jobs.map(({ jobName }) => (
            <li key={jobName}>{jobName}</li>
          ))}
        </ul>
      </details>
      {action === 'pause' && (
        <TextField
          label="Until"
          type="datetime-local"
          value={until}
          onChange={setUntil}
          hint="On your clock. Left empty: until somebody resumes them."
        />
      )}
      <TextField label="Reason" value={reason} onChange={setReason} hint="It stands in the audit." />
    </ActionDialog>
  );
}

function Refusals({ result, onClose }: { result: Schemas['BulkResult']; onClose: () => void }) {
  const refused = result.items.filter(({ outcome }) => outcome === 'refused');
  return (
    <Dialog title={bulkInWords(result)} open onClose={onClose} wide>
      <ul className="bulk-refused" tabIndex={0} aria-label="Jobs that were refused">
        {refused.map(({ jobName, detail, code }) => (
          <li key={jobName}>
            <strong>{jobName}</strong>
            <p className="soft">{detail ?? code}</p>
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
