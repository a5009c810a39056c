import { useState } from 'react';
import { answerOf } from '../api/client.js';
import { useApi } from '../app-context.js';
import { ActionDialog } from './action-dialog.js';
import { ReasonField, wordsOf } from './reason-field.js';

interface AcknowledgeDialogProps {
  readonly incidentId: string;
  /** What it is about, for people. */
  readonly subject: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Takes an incident up. */
export function AcknowledgeDialog({ incidentId, subject, open, onClose }: AcknowledgeDialogProps) {
  const api = useApi();
  const [reason, setReason] = useState('');
  const run = async () => {
    const params = { path: { incidentId } };
    await answerOf(api.POST('/alerts/{incidentId}/ack', { params, body: { reason: wordsOf(reason) } }));
    return `You are on it: ${subject}.`;
  };
  return (
    <ActionDialog title={`Acknowledge ${subject}`} verb="I am on it" open={open} onClose={onClose} run={run}>
      <p>
        Others see that you are on it. Reminders and escalation stop; if it gets worse, that is still told. It
        ends by itself when all is well.
      </p>
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
