import { useState } from 'react';
import { ActionDialog } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { subjectInWords, type Incident } from './alert-words.js';

interface ResolveIncidentDialogProps {
  readonly incident: Incident;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Ends an incident, whatever still holds. */
export function ResolveIncidentDialog({
  incident: { id, subject },
  open,
  onClose,
}: ResolveIncidentDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const params = { path: { incidentId: id } };
    await answerOf(api.POST('/alerts/{incidentId}/resolve', { params, body: { reason: wordsOf(reason) } }));
    return `Resolved: ${subjectInWords(subject)}.`;
  };
  return (
    <ActionDialog
      title={`Resolve ${subjectInWords(subject)}`}
      verb="Resolve"
      open={open}
      onClose={onClose}
      run={run}
    >
      <p>
        It is over, whatever still holds. Only something new opens the next incident: another failure, another
        finding.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
