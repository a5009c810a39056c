import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { isoOfLocalInput } from '../../time/local-input.js';
import { clockTime, VIEWERS_ZONE } from '../../time/words.js';
import type { FailureGroup } from './failure-words.js';

interface IgnoreDialogProps {
  readonly group: FailureGroup;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Takes a fault out of sight, for some time or for good. */
export function IgnoreDialog({ group, open, onClose }: IgnoreDialogProps) {
  const api = useApi();
  const [field, setField] = useState('');
  const [reason, setReason] = useState('');
  const until = isoOfLocalInput(field);
  const run = async () => {
    const params = { path: { fingerprint: group.fingerprint } };
    const body = { ...(until !== undefined && { until }), reason: wordsOf(reason) };
    await answerOf(api.POST('/reports/failures/{fingerprint}/ignore', { params, body }));
    const end = until === undefined ? 'for good' : `until ${clockTime(Date.parse(until))}`;
    return `Ignored ${end}: ${group.errorClass}.`;
  };
  return (
    <ActionDialog title={`Ignore ${group.errorClass}`} verb="Ignore" open={open} onClose={onClose} run={run}>
      <p className="fault-quote">{group.message}</p>
      <p>
        It goes on being recorded, and its jobs’ incidents go on being told. Only this list leaves it alone.
      </p>
      <TextField
        label="Until"
        type="datetime-local"
        value={field}
        onChange={setField}
        hint={`On your clock (${VIEWERS_ZONE}). Leave it empty for good.`}
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
