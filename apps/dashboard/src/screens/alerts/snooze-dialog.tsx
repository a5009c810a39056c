import { useState } from 'react';
import { ActionDialog, TextField } from '../../actions/action-dialog.js';
import { ReasonField, wordsOf } from '../../actions/reason-field.js';
import { answerOf } from '../../api/client.js';
import { useApi } from '../../app-context.js';
import { Button } from '../../parts/button.js';
import { isoOfLocalInput, toLocalInput } from '../../time/local-input.js';
import { useClock } from '../../time/now.js';
import { clockTime, VIEWERS_ZONE } from '../../time/words.js';
import { subjectInWords, type Incident } from './alert-words.js';

const HOUR_MS = 3_600_000;
const PRESETS = [
  { words: '1 hour', ms: HOUR_MS },
  { words: '4 hours', ms: 4 * HOUR_MS },
  { words: '1 day', ms: 24 * HOUR_MS },
] as const;

interface SnoozeDialogProps {
  readonly incident: Incident;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Nobody wants to hear of it until then. */
export function SnoozeDialog({ incident: { id, subject }, open, onClose }: SnoozeDialogProps) {
  const api = useApi();
  const now = useClock();
  const [field, setField] = useState('');
  const [reason, setReason] = useState('');
  const until = isoOfLocalInput(field);
  const run = async () => {
    const body = { until: until!, reason: wordsOf(reason) };
    await answerOf(api.POST('/alerts/{incidentId}/snooze', { params: { path: { incidentId: id } }, body }));
    return `Snoozed until ${clockTime(Date.parse(until!))}: ${subjectInWords(subject)}.`;
  };
  return (
    <ActionDialog
      title={`Snooze ${subjectInWords(subject)}`}
      verb="Snooze"
      open={open}
      onClose={onClose}
      run={run}
      ready={until !== undefined}
    >
      <p>Nothing is told of it until then. If it goes on, it is told again.</p>
      <div className="row">
        {PRESETS.map(({ words, ms }) => (
          <Button key={words} onClick={() => setField(toLocalInput(now() + ms))}>
            {words}
          </Button>
        ))}
      </div>
      <TextField
        label="Until"
        type="datetime-local"
        value={field}
        onChange={setField}
        hint={`On your clock (${VIEWERS_ZONE}).`}
        required
      />
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
}
