import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import type { FailureGroup } from './failure-words.js';

interface ResolveDialogProps {
  readonly group: FailureGroup;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Says that a fault is fixed. */
export function ResolveDialog({ group, open, onClose }: ResolveDialogProps) {
  const api = useApi();
  const [release, setRelease] = useState('');
  const [reason, setReason] = useState('');
  const run = async () => {
    const params = { path: { fingerprint: group.fingerprint } };
    const body = { ...(release !== '' && { release }), reason: wordsOf(reason) };
    await answerOf(api.POST('/reports/failures/{fingerprint}/resolve', { params, body }));
    return `Resolved: ${group.errorClass}. Should it come again, it is regressed.`;
  };
  return (
    <ActionDialog
      title={`Resolve ${group.errorClass}`}
      verb="Resolve"
      open={open}
      onClose={onClose}
      run={run}
    >
      <p className="fault-quote">{group.message}</p>
      <p>It is fixed. If an execution fails with it again, it is marked as regressed.</p>
      <TextField
        label="Fixed in release"
        value={release}
        onChange={setRelease}
        hint={
          group.lastRelease === null
            ? 'Leave it empty where any release counts.'
            : `While it is rolled out, ${group.lastRelease} may fail on. Leave it empty where any release counts.`
        }
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
