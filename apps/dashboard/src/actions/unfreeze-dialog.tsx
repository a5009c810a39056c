import { useState } from 'react';
import { answerOf, type Schemas } from '../api/client.js';
import { useApi, useMe } from '../app-context.js';
import { ActionDialog, TextField } from './action-dialog.js';
import { frozenInWords } from './freeze-scope.js';

interface UnfreezeDialogProps {
  /** Null for nothing: the dialog is closed. */
  readonly freeze: Schemas['FreezeInForce'] | null;
  readonly onClose: () => void;
}

/** Asks before what was frozen starts again. */
export function UnfreezeDialog({ freeze, onClose }: UnfreezeDialogProps) {
  if (freeze === null) return null;
  return <Unfreeze freeze={freeze} onClose={onClose} />;
}

function Unfreeze({ freeze, onClose }: { freeze: Schemas['FreezeInForce']; onClose: () => void }) {
  const api = useApi();
  const { environment } = useMe();
  const [reason, setReason] = useState('');
  const { group, owner } = freeze;
  const what = frozenInWords(freeze);
  const run = async () => {
    const said = reason.trim() === '' ? {} : { reason: reason.trim() };
    const body = { ...(group !== null && { group }), ...(owner !== null && { owner }), ...said };
    const { unfrozen } = await answerOf(api.POST('/unfreeze', { body }));
    return unfrozen ? `The freeze of ${what} has ended.` : `There was no freeze of ${what} any more.`;
  };
  return (
    <ActionDialog
      title={`Unfreeze ${what}`}
      open
      onClose={onClose}
      verb={`Unfreeze ${what}`}
      danger
      subject={owner ?? group ?? environment}
      run={run}
    >
      <p>Slots run again from the next one on; what was skipped stays skipped. Other freezes hold on.</p>
      <TextField label="Reason" value={reason} onChange={setReason} hint="It stands in the audit." />
    </ActionDialog>
  );
}
