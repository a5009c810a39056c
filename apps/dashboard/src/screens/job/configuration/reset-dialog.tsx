import { useMemo, useState } from 'react';
import { ActionDialog } from '../../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../../actions/reason-field.js';
import type { Schemas } from '../../../api/client.js';
import { ChangePreview } from './change-preview.js';
import { Conflict } from './conflict.js';
import { FIELD_WORDS, type Field } from './fields.js';
import { useChange, type Change } from './use-change.js';

interface ResetDialogProps {
  readonly job: Schemas['Job'];
  readonly what: Field | 'everything';
  readonly zone: string;
  readonly onClose: () => void;
}

/** Gives a field, or all of them, back to the code. */
export function ResetDialog({ job: current, what, zone, onClose }: ResetDialogProps) {
  const [job] = useState(current);
  const [reason, setReason] = useState('');
  const asked = useMemo<Change>(() => (what === 'everything' ? { reset: true } : { [what]: null }), [what]);
  const { preview, isPreviewed, apply, conflict, takeUp } = useChange(job, asked);
  const said = what === 'everything' ? 'Everything' : FIELD_WORDS[what];
  const run = async () => {
    await apply({ reason: wordsOf(reason) });
    return `${said} of ${job.jobName} is as the code says again.`;
  };
  return (
    <ActionDialog
      title={`Reset ${said.toLowerCase()} of ${job.jobName}`}
      open
      onClose={onClose}
      verb="Reset"
      run={run}
      ready={isPreviewed && conflict === null}
      wide
    >
      {conflict && <Conflict was={job} is={conflict} onTakeUp={takeUp} />}
      <ChangePreview preview={preview} zone={zone} />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
